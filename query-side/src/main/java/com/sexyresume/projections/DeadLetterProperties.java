package com.sexyresume.projections;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When an event is parked, {@code sexyresume.query.dead-letters.*}.
 *
 * @param attempts how often an event is tried alone before its sequence is parked
 * @param maxSequences how many sequences of a projection are parked at most: when more fail, the fault is hardly
 *     theirs, and the projection waits
 */
@ConfigurationProperties("sexyresume.query.dead-letters")
public record DeadLetterProperties(
        @DefaultValue("3") int attempts,
        @DefaultValue("1000") int maxSequences) {

    public static final DeadLetterProperties DEFAULT = new DeadLetterProperties(3, 1_000);

    public DeadLetterProperties {
        require(attempts >= 1, "attempts is at least 1");
        require(maxSequences >= 0, "max-sequences is not negative");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("sexyresume.query.dead-letters." + what);
        }
    }
}
