package com.sexyresume.events;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an event that was recorded in a former revision reads in the next one: a pure function on its JSON, which knows
 * no clock, no chance and no other event. What is stored is never changed.
 *
 * <p>Its event names it in {@link EventType#upcasters()}; it has a constructor without parameters. JSON is given as
 * {@link String}, {@link Boolean}, {@link Integer}, {@link Long}, {@link java.math.BigInteger},
 * {@link java.math.BigDecimal}, {@link java.util.List}, {@link Map} and {@code null}.
 */
public interface Upcaster {

    /** The name under which the event was recorded, which its class may have changed since. */
    String type();

    /** The revision in which it was recorded. */
    int revision();

    /**
     * The members that were personal data in that revision. They come decrypted, or as {@code null} once the subject's
     * key is destroyed: no row may hold for long what can only be told from the former.
     */
    default Set<String> personalData() {
        return Set.of();
    }

    /**
     * The event in the next revision.
     *
     * @param stored the members of the event in their order; its own, so that it may be changed and returned
     */
    Map<String, @Nullable Object> upcast(Map<String, @Nullable Object> stored);
}
