package com.sexyresume.command.enhancements;

import com.sexyresume.command.Rejection;
import java.time.Duration;
import java.util.Map;

/**
 * All slots of the day are taken (B01, D61).
 *
 * @param limit requests a day
 * @param retryAfter until the next day begins, in UTC
 * @param headers that nothing is left of the day
 */
record EnhancementLimitReached(int limit, Duration retryAfter, Map<String, String> headers) implements Rejection {

    @Override
    public String code() {
        return "enhancement-limit-reached";
    }

    @Override
    public Kind kind() {
        return Kind.LIMITED;
    }

    @Override
    public String detail() {
        return "So many enhancements are possible a day without premium; failed ones are not counted.";
    }

    @Override
    public Map<String, Object> members() {
        return Map.of("limit", limit);
    }
}
