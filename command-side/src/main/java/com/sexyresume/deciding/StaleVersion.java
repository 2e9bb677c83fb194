package com.sexyresume.deciding;

import java.util.Map;

/**
 * {@code If-Match} named a version that is no longer the stream's last one. What was missed is told by whoever can read
 * it for the caller.
 *
 * @param stream the stream that has moved on
 * @param expected the version that the caller had seen; -1 when they named none that there can be
 * @param actual the version that the stream has
 */
@Refused(Rejection.Kind.STALE)
public record StaleVersion(StreamId stream, long expected, long actual) implements Rejection {
    @Override
    public String detail() {
        return expected < 0
                ? "If-Match names no version that the state can have."
                : "The state has changed since the version named in If-Match.";
    }

    @Override
    public Map<String, Object> members() {
        return expected < 0 ? Map.of("version", actual) : Map.of("expectedVersion", expected, "version", actual);
    }
}
