package com.sexyresume.query.analytics;

import java.time.Duration;
import java.time.Period;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limits of analytics, {@code sexyresume.analytics.*}; {@code metrics-cron} is when the daily metrics are
 * refreshed.
 *
 * @param retention how long what clients have sent is kept (R06, D26)
 * @param longestDelay how much older than its arrival an event may say to be
 * @param clockSkew how much younger
 * @param maxCharacters of names, texts and numbers in the properties of one request's events
 * @param monthsAhead for how many months after this one there are partitions (J03)
 */
@ConfigurationProperties("sexyresume.analytics")
record AnalyticsProperties(
        @DefaultValue("P2Y") Period retention,
        @DefaultValue("7d") Duration longestDelay,
        @DefaultValue("5m") Duration clockSkew,
        @DefaultValue("" + MAX_CHARACTERS) int maxCharacters,
        @DefaultValue("3") int monthsAhead) {

    /** Unless configured. */
    static final int MAX_CHARACTERS = 100_000;

    private static final int MOST_MONTHS_AHEAD = 24;

    AnalyticsProperties {
        require(!retention.isNegative() && !retention.isZero(), "retention is positive");
        require(!longestDelay.isNegative(), "longest-delay is not negative");
        require(!clockSkew.isNegative(), "clock-skew is not negative");
        require(maxCharacters >= 1, "max-characters is positive");
        require(monthsAhead >= 1 && monthsAhead <= MOST_MONTHS_AHEAD, "months-ahead is 1 to " + MOST_MONTHS_AHEAD);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("sexyresume.analytics." + what);
        }
    }
}
