package com.sexyresume.deciding;

import com.sexyresume.events.DomainEvent;
import java.time.Instant;
import java.util.UUID;

/**
 * An event as the history keeps it.
 *
 * @param position the global position: dense, in commit order
 * @param eventId the event's own id
 * @param stream in which it was recorded
 * @param version the stream's version that this event made, counted from 0
 * @param time when it was decided, UTC
 * @param event the fact
 */
public record Happened<E extends DomainEvent>(
        long position, UUID eventId, StreamId stream, long version, Instant time, E event) {}
