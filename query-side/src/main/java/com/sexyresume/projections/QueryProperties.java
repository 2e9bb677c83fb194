package com.sexyresume.projections;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limits of the query side, {@code sexyresume.query.*}.
 *
 * @param projections whether this process projects; queries are answered either way
 * @param batchSize events in one transaction of a projector, 1 to {@value #MAX_BATCH_SIZE}, so that a batch never
 *     outlasts its claim
 * @param workers batches in work at the same time; each holds one connection of the projector's pool
 * @param claimTimeout after which another process takes over a projection whose process fell silent
 * @param claimExtension how often a process shows that it is alive, and the time by which a stored token may trail
 * @param longestPause between two attempts of a projection that fails; it begins with a second and doubles
 * @param longestQuery after which PostgreSQL ends a statement of a read
 * @param minPositionWait how long a read waits for the position in {@code Min-Position}
 * @param auditBatchSize events in one read of a streamed history
 */
@ConfigurationProperties("sexyresume.query")
public record QueryProperties(
        @DefaultValue("true") boolean projections,
        @DefaultValue("200") int batchSize,
        @DefaultValue("4") int workers,
        @DefaultValue("3s") Duration claimTimeout,
        @DefaultValue("1s") Duration claimExtension,
        @DefaultValue("5s") Duration longestPause,
        @DefaultValue("10s") Duration longestQuery,
        @DefaultValue("2s") Duration minPositionWait,
        @DefaultValue("500") int auditBatchSize) {

    static final int MAX_BATCH_SIZE = 500;

    public QueryProperties {
        require(batchSize >= 1 && batchSize <= MAX_BATCH_SIZE, "batch-size is 1 to " + MAX_BATCH_SIZE);
        require(workers >= 1, "workers is at least 1");
        require(claimTimeout.compareTo(claimExtension) > 0, "claim-timeout is longer than claim-extension");
        require(claimExtension.isPositive(), "claim-extension is positive");
        require(longestPause.isPositive(), "longest-pause is positive");
        require(longestQuery.isPositive(), "longest-query is positive");
        require(!minPositionWait.isNegative(), "min-position-wait is not negative");
        require(auditBatchSize >= 1, "audit-batch-size is at least 1");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("sexyresume.query." + what);
        }
    }
}
