package com.sexyresume.command.letters;

import com.sexyresume.command.Rejection;
import java.time.Duration;
import java.util.Map;

/**
 * All slots of the day are taken.
 *
 * @param limit letters a day that an engine writes
 * @param retryAfter until the next day begins, in UTC
 * @param headers that nothing is left of the day
 */
record LetterLimitReached(int limit, Duration retryAfter, Map<String, String> headers) implements Rejection {

    @Override
    public String code() {
        return "letter-limit-reached";
    }

    @Override
    public Kind kind() {
        return Kind.LIMITED;
    }

    @Override
    public String detail() {
        return "So many letters are written a day without premium; failed ones are not counted.";
    }

    @Override
    public Map<String, Object> members() {
        return Map.of("limit", limit);
    }
}
