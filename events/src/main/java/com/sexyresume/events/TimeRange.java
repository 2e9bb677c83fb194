package com.sexyresume.events;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * The times that are recorded and asked for: the years 0001 to 9999 in UTC, to the microsecond. PostgreSQL, RFC 3339
 * (section 1: four digits of a year), Java and JavaScript all hold them.
 */
public final class TimeRange {

    public static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    public static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    private TimeRange() {}

    /** Whether it lies within; what a time has below a microsecond is left out of account. */
    public static boolean contains(Instant time) {
        return !time.isBefore(EARLIEST) && time.isBefore(LATEST.plus(1, ChronoUnit.MICROS));
    }

    public static boolean contains(LocalDate day) {
        return !day.isBefore(FIRST_DAY) && !day.isAfter(LAST_DAY);
    }

    /**
     * The time itself, to the microsecond, or the end of the range that it lies beyond: how a rule keeps what it adds
     * up, and a projector what was recorded before there was a range.
     */
    public static Instant nearest(Instant time) {
        if (time.isBefore(EARLIEST)) {
            return EARLIEST;
        }
        return contains(time) ? time.truncatedTo(ChronoUnit.MICROS) : LATEST;
    }
}
