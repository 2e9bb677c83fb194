package com.sexyresume.quotas;

import com.sexyresume.deciding.Refused;
import com.sexyresume.deciding.Rejection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The caller has made as many of these as one user may.
 *
 * @param quota the noun, in the plural
 * @param retryAfter until the next day begins, in UTC; null where time changes nothing
 */
@Refused(Rejection.Kind.LIMITED)
public record QuotaReached(
        String quota, int limit, @Nullable Duration retryAfter, String detail) implements Rejection {

    QuotaReached(Quota quota, int limit, @Nullable Duration retryAfter) {
        this(
                quota.noun(),
                limit,
                retryAfter,
                (quota.isDaily() ? "One user may make %d %s a day." : "One user may make %d %s, deleted ones included.")
                        .formatted(limit, quota.noun()));
    }
}
