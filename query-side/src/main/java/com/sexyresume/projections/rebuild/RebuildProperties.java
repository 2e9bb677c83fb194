package com.sexyresume.projections.rebuild;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limits of rebuilds, {@code sexyresume.rebuild.*}.
 *
 * @param atStart projections that are rebuilt before the process serves, such as {@code admin-users} when its table is
 *     lost and nobody has the right to ask for it
 * @param batchSize events in one read and one transaction of a rebuild, which nobody waits for
 * @param batchChars characters of JSON in the same, unless one event has more
 * @param atOnce rebuilds in work at the same time in this process; each holds one connection of the projector's pool,
 *     and one more while it reads
 * @param watchInterval how often a process looks for a rebuild whose process died
 * @param longestLockWait how long a switch waits for the live projection's batch, and for every other lock
 * @param progressInterval how often a stream of progress looks for news
 * @param progressHeartbeat after which a stream without news sends a comment
 * @param longestProgress after which a stream of progress ends, and the client asks anew
 * @param progressStreams streams of progress at the same time in this process; more are told once, and when to return
 */
@ConfigurationProperties("sexyresume.rebuild")
public record RebuildProperties(
        @DefaultValue List<String> atStart,
        @DefaultValue("5000") int batchSize,
        @DefaultValue("8388608") long batchChars,
        @DefaultValue("2") int atOnce,
        @DefaultValue("2s") Duration watchInterval,
        @DefaultValue("10s") Duration longestLockWait,
        @DefaultValue("500ms") Duration progressInterval,
        @DefaultValue("10s") Duration progressHeartbeat,
        @DefaultValue("10m") Duration longestProgress,
        @DefaultValue("32") int progressStreams) {

    public RebuildProperties {
        atStart = List.copyOf(atStart);
        require(batchSize >= 1, "batch-size is at least 1");
        require(batchChars >= 1, "batch-chars is at least 1");
        require(atOnce >= 1, "at-once is at least 1");
        require(watchInterval.isPositive(), "watch-interval is positive");
        require(longestLockWait.isPositive(), "longest-lock-wait is positive");
        require(progressInterval.isPositive(), "progress-interval is positive");
        require(progressHeartbeat.isPositive(), "progress-heartbeat is positive");
        require(longestProgress.isPositive(), "longest-progress is positive");
        require(progressStreams >= 1, "progress-streams is at least 1");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("sexyresume.rebuild." + what);
        }
    }
}
