package com.sexyresume.deciding;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a command is refused. Each is a {@link Refused} record with a stable code, a page {@code docs/problems/<code>.md}
 * of that name, and a test; it is answered as a problem detail of RFC 9457. Those of a context are in its sealed
 * interface.
 */
public interface Rejection {

    /** What a component is called whose place in the answer every problem has. */
    Set<String> OF_EVERY_REJECTION = Set.of("detail", "retryAfter", "headers");

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

    /** The record's name in kebab-case, unless it says another, and stable: clients may depend on it. */
    default String code() {
        return codeOf(getClass());
    }

    static String codeOf(Class<? extends Rejection> type) {
        String code = refused(type).code();
        return code.isEmpty() ? KebabCase.of(type) : code;
    }

    default Kind kind() {
        return refused(getClass()).value();
    }

    /** A sentence for the caller, without personal data. */
    default String detail() {
        return refused(getClass()).detail();
    }

    static Refused refused(Class<? extends Rejection> type) {
        return Objects.requireNonNull(type.getAnnotation(Refused.class), "A rejection says what it is answered with");
    }

    /** After how long the same may be tried again, answered as {@code Retry-After}; null when time changes nothing. */
    default @Nullable Duration retryAfter() {
        return null;
    }

    /** Fields of the answer beside {@code Retry-After}, such as what is left of a quota. */
    default Map<String, String> headers() {
        return Map.of();
    }

    /** Further members of the problem, such as the balance that was too small: the components of the record. */
    default Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        for (RecordComponent component : membersOf(getClass())) {
            try {
                members.put(component.getName(), component.getAccessor().invoke(this));
            } catch (ReflectiveOperationException impossible) {
                throw new LinkageError("A record's accessor cannot be called", impossible);
            }
        }
        return members;
    }

    /** The components of a rejection, in order, without those that are told elsewhere in the answer. */
    static List<RecordComponent> membersOf(Class<? extends Rejection> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> !OF_EVERY_REJECTION.contains(component.getName()))
                .toList();
    }
}
