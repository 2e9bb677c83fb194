package com.sexyresume.app.web.requests;

import com.sexyresume.events.TimeRange;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * Times and days as callers write them, in bodies and in parameters alike: {@code date-time} and {@code full-date} of
 * RFC 3339 (section 5.6), within {@link TimeRange}. A number stands for no time.
 */
public final class TimeText {

    public static final String TIME =
            "a date and a time with its offset, such as 2026-11-22T10:00:00Z, of the years 0001 to 9999";
    public static final String DAY = "a date, such as 2026-11-22, of the years 0001 to 9999";

    private static final Pattern DATE_TIME = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern FULL_DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private TimeText() {}

    /**
     * To the microsecond, which is what a row holds.
     *
     * @throws DateTimeException when it is none
     */
    public static Instant instant(String text) {
        if (DATE_TIME.matcher(text).matches()) {
            Instant time = Instant.parse(text);
            if (TimeRange.contains(time)) {
                return time.truncatedTo(ChronoUnit.MICROS);
            }
        }
        throw new DateTimeException("not " + TIME);
    }

    /**
     * Reads a day.
     *
     * @throws DateTimeException when it is none
     */
    public static LocalDate day(String text) {
        if (FULL_DATE.matcher(text).matches()) {
            LocalDate day = LocalDate.parse(text);
            if (TimeRange.contains(day)) {
                return day;
            }
        }
        throw new DateTimeException("not " + DAY);
    }
}
