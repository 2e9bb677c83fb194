package com.sexyresume.command;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a command is refused. Each is a {@link Refused} record with a stable code, a page {@code docs/problems/<code>.md}
 * of that name, and a test; it is answered as a problem detail of RFC 9457. Those of a context are in its sealed
 * interface.
 */
public interface Rejection {

    /** Which answer the refusal gets over HTTP. */
    enum Kind {
        /** 404: there is no such thing, or none that this caller may know of. */
        ABSENT(404),
        /** 409: the history forbids it. */
        CONFLICT(409),
        /** 410: it was there, and is there no longer. */
        GONE(410),
        /** 412: the state is no longer the one the caller had seen. */
        STALE(412),
        /** 422: well-formed, but its content breaks a rule of its own. */
        INVALID(422),
        /** 403: this caller may never do it. */
        FORBIDDEN(403),
        /** 428: the caller must say which state they have seen. */
        PRECONDITION_REQUIRED(428),
        /** 429: as often as is allowed for now; {@link Rejection#retryAfter} says until when. */
        LIMITED(429);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /** The record's name in kebab-case, and stable: clients may depend on it. */
    default String code() {
        return KebabCase.of(getClass());
    }

    default Kind kind() {
        return refused().value();
    }

    /** A sentence for the caller, without personal data. */
    default String detail() {
        return refused().detail();
    }

    private Refused refused() {
        return Objects.requireNonNull(
                getClass().getAnnotation(Refused.class), "A rejection says what it is answered with");
    }

    /** After how long the same may be tried again, answered as {@code Retry-After}; null when time changes nothing. */
    default @Nullable Duration retryAfter() {
        return null;
    }

    /** Fields of the answer beside {@code Retry-After}, such as what is left of a quota. */
    default Map<String, String> headers() {
        return Map.of();
    }

    /** Further members of the problem, such as the balance that was too small. */
    default Map<String, Object> members() {
        return Map.of();
    }
}
