package com.sexyresume.projections;

import com.sexyresume.events.DomainEvent;
import com.sexyresume.events.EventCatalog;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/**
 * What a projector sees of the history: the events it follows, as {@link Recorded}.
 *
 * @param <E> the events it follows
 */
public final class Subscription<E extends DomainEvent> {

    private final Projector<E> projector;
    private final Set<Class<?>> records = new LinkedHashSet<>();

    public Subscription(Projector<E> projector) {
        this.projector = projector;
        projector.follows().forEach(this::collect);
        if (records.isEmpty()) {
            throw new IllegalArgumentException("The projector " + projector.name() + " follows no event");
        }
    }

    public Projector<E> projector() {
        return projector;
    }

    public boolean follows(Class<?> payloadType) {
        return records.contains(payloadType);
    }

    /** The names of the followed events, as the history keeps them: former ones too. */
    public List<String> typeNames() {
        return records.stream()
                .flatMap(event -> EventCatalog.names(event).stream())
                .toList();
    }

    /**
     * Gives an event with where and when it was recorded.
     *
     * @param message an event that it {@linkplain #follows follows}
     */
    @SuppressWarnings("unchecked") // Only what it follows reaches it.
    public Recorded<E> recorded(EventMessage<?> message) {
        if (!(message instanceof TrackedEventMessage<?> tracked)
                || !(message instanceof DomainEventMessage<?> ofStream)) {
            throw new IllegalArgumentException("An event without a position or a stream cannot be projected");
        }
        String stream = ofStream.getAggregateIdentifier();
        return new Recorded<>(
                position(tracked.trackingToken()),
                UUID.fromString(message.getIdentifier()),
                UUID.fromString(stream.substring(stream.indexOf(':') + 1)),
                ofStream.getSequenceNumber(),
                message.getTimestamp(),
                (E) message.getPayload());
    }

    public String sequence(Recorded<E> recorded) {
        return projector.sequence(recorded);
    }

    /** The position that a token stands for; 0 before the first event. */
    public static long position(@Nullable TrackingToken token) {
        return switch (token) {
            case null -> 0;
            case GlobalSequenceTrackingToken global -> global.getGlobalIndex();
            default -> throw new IllegalArgumentException("Not a token of this history: " + token.getClass());
        };
    }

    private void collect(Class<?> type) {
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted);
            }
        } else {
            records.add(type);
        }
    }
}
