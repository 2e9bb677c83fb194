package com.sexyresume.app.policies;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How policies run, {@code sexyresume.policies.*}.
 *
 * @param enabled whether this process runs policies; several processes share them out
 * @param threads events of different streams that quick policies work on at the same time; fixed by the first start on
 *     a database
 * @param attempts how often an event is tried before it is parked
 * @param retryAfter the pause before the second attempt; it doubles with each further one
 * @param claimTimeout after which another process takes over from one that fell silent
 * @param claimExtension how often a process shows that it is alive
 * @param longestPause between two attempts of a processor that fails as a whole, as while the database is away
 * @param reminderInterval how often due reminders are looked for
 */
@ConfigurationProperties("sexyresume.policies")
record PolicyProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("4") int threads,
        @DefaultValue("3") int attempts,
        @DefaultValue("200ms") Duration retryAfter,
        @DefaultValue("3s") Duration claimTimeout,
        @DefaultValue("1s") Duration claimExtension,
        @DefaultValue("5s") Duration longestPause,
        @DefaultValue("1s") Duration reminderInterval) {}
