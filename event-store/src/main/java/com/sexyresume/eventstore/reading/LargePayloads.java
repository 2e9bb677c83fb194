package com.sexyresume.eventstore.reading;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.sexyresume.events.PayloadSize;
import com.sexyresume.eventstore.history.StoredEvent;
import java.time.Instant;
import java.util.Map;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MetaData;

/**
 * Holds a bounded number of bytes of large payloads, so that what waits in a reader's queue, a thousand events of each
 * reader, weighs little: the message of such an event has none, and reads it here when it is asked for, or once more
 * from the history.
 */
final class LargePayloads {

    /** Of a payload's JSON; less is held by its message. */
    static final int LARGE_CHARS = 4_096;

    /** What a character of JSON takes: as it was read, as it is decoded, and half as much while it is. */
    static final int BYTES_PER_CHAR = 3;

    private final PostgresEventStorageEngine engine;

    /** By position; decoded by whoever asks first. */
    private final Cache<Long, Held> held;

    private record Held(TrackedEventMessage<?> message, int chars) {}

    LargePayloads(PostgresEventStorageEngine engine, long maximumBytes) {
        this.engine = engine;
        this.held = Caffeine.newBuilder()
                .maximumWeight(maximumBytes)
                .weigher((Long position, Held payload) ->
                        (int) Math.min(Integer.MAX_VALUE, (long) BYTES_PER_CHAR * payload.chars()))
                .build();
    }

    /** The message without its payload, if that is large. */
    TrackedEventMessage<?> lightened(TrackedEventMessage<?> message, StoredEvent stored) {
        int chars = stored.payload().length();
        if (chars < LARGE_CHARS) {
            return message;
        }
        held.put(stored.position(), new Held(message, chars));
        Instant time = message.getTimestamp();
        return new GenericTrackedDomainEventMessage<>(
                message.trackingToken(),
                stored.getType(),
                stored.getAggregateIdentifier(),
                stored.version(),
                new Light(
                        stored.position(),
                        message.getIdentifier(),
                        message.getMetaData().and(PayloadSize.CHARS, chars),
                        message.getPayloadType()),
                () -> time);
    }

    private Object payload(long position) {
        return held.get(position, this::read).message().getPayload();
    }

    private Held read(long position) {
        StoredEvent stored = engine.history().after(position - 1, 1).events().getFirst();
        return new Held(engine.message(stored), stored.payload().length());
    }

    /** Forgets all of them. What is read later is decoded with the keys that are left. */
    void clear() {
        held.invalidateAll();
    }

    /** How many bytes are held now. */
    long bytes() {
        held.cleanUp();
        return held.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }

    private final class Light implements Message<Object> {

        private static final long serialVersionUID = 1L;

        private final long position;
        private final String identifier;
        private final MetaData metadata;
        private final Class<?> type;

        Light(long position, String identifier, MetaData metadata, Class<?> type) {
            this.position = position;
            this.identifier = identifier;
            this.metadata = metadata;
            this.type = type;
        }

        @Override
        public String getIdentifier() {
            return identifier;
        }

        @Override
        public MetaData getMetaData() {
            return metadata;
        }

        @Override
        public Object getPayload() {
            return payload(position);
        }

        @Override
        @SuppressWarnings("unchecked") // the payload is one of that type
        public Class<Object> getPayloadType() {
            return (Class<Object>) type;
        }

        @Override
        public Message<Object> withMetaData(Map<String, ?> other) {
            return new Light(position, identifier, MetaData.from(other), type);
        }

        @Override
        public Message<Object> andMetaData(Map<String, ?> other) {
            return new Light(position, identifier, metadata.mergedWith(other), type);
        }
    }
}
