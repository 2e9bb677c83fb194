package com.sexyresume.query;

import com.sexyresume.events.DomainEvent;
import java.time.Instant;
import java.util.UUID;

/**
 * An event as the history keeps it: with the place and the time that a projector may write into rows.
 *
 * @param position the global position: dense, in commit order
 * @param eventId the event's own id
 * @param streamId the id within the stream's type
 * @param version the stream's version that this event made, counted from 0
 * @param time when it was decided, UTC
 * @param event the fact
 */
public record Recorded<E extends DomainEvent>(
        long position, UUID eventId, UUID streamId, long version, Instant time, E event) {}
