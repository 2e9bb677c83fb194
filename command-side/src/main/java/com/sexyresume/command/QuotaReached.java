package com.sexyresume.command;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The caller has made as many of these as one user may.
 *
 * @param retryAfter until the next day begins, in UTC; null where time changes nothing
 */
@Refused(Rejection.Kind.LIMITED)
public record QuotaReached(Quota quota, int limit, @Nullable Duration retryAfter) implements Rejection {
    @Override
    public String detail() {
        return quota.isDaily()
                ? "One user may make %d %s a day.".formatted(limit, quota.noun())
                : "One user may make %d %s, deleted ones included.".formatted(limit, quota.noun());
    }

    @Override
    public Map<String, Object> members() {
        return Map.of("quota", quota.noun(), "limit", limit);
    }
}
