package com.sexyresume.command.matching;

import com.sexyresume.command.CommandRequest;
import com.sexyresume.command.Commands;
import com.sexyresume.command.matching.MatchingCommand.RecomputePopularity;
import com.sexyresume.events.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * Records how popular each role is, so that rows need no clock (F14): what was recommended and liked in the last 90
 * days, in proportion to the most popular role. Cut off, or done twice, it is begun again: what is recorded already
 * changes nothing.
 */
@Component
@ConditionalOnBooleanProperty(name = "sexyresume.matching.enabled", matchIfMissing = true)
public class JobRolePopularity {

    private static final Duration WINDOW = Duration.ofDays(90);

    /** Nobody: the application itself. */
    private static final UserId NOBODY = new UserId(new UUID(0, 0));

    private final PopularityIndex index;
    private final Commands commands;

    JobRolePopularity(PopularityIndex index, Commands commands) {
        this.index = index;
        this.commands = commands;
    }

    /**
     * Counts, and records what has changed.
     *
     * @param now when the 90 days end, UTC
     */
    public void recompute(Instant now) {
        index.changedSince(now.minus(WINDOW)).forEach((role, percent) -> {
            // Another id each time: a role may come to the same popularity again.
            var _ = commands.send(
                    new RecomputePopularity(role, percent),
                    new CommandRequest(NOBODY, true, UUID.randomUUID(), "job-role-popularity", null));
        });
    }
}
