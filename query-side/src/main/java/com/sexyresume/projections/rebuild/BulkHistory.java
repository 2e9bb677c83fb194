package com.sexyresume.projections.rebuild;

import com.sexyresume.reading.Page;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.TrackedEventMessage;

/**
 * The history for whoever reads much of it: in the order of positions, without what the reader does not want, and each
 * payload decrypted and decoded by the thread that asks for it first.
 */
@FunctionalInterface
public interface BulkHistory {

    /**
     * A part of the history.
     *
     * @param events in order
     * @param reached the position up to which nothing is missing; beyond the last event when what follows was skipped
     */
    record Page(List<? extends TrackedEventMessage<?>> events, long reached) {}

    /**
     * What is recorded at the positions ({@code after}, {@code upTo}], as far as the limits allow.
     *
     * @param skipped {@code type:revision} of events to leave out; none that an upcaster would turn into another
     * @param events at most
     * @param chars at which the page ends, with the event that reaches them
     */
    Page read(long after, long upTo, Set<String> skipped, int events, long chars);
}
