package com.sexyresume.query;

import com.sexyresume.events.DomainEvent;
import com.sexyresume.events.EventType;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A history that tests write into. */
public final class History implements AutoCloseable {

    private final EventStorageEngine engine = new InMemoryEventStorageEngine();
    private final EmbeddedEventStore store = EmbeddedEventStore.builder()
            .storageEngine(engine)
            .optimizeEventConsumption(false)
            .build();
    private final Map<String, Long> versions = new HashMap<>();
    private final JdbcClient superuser;
    private long position;

    public History(QueryDatabase database) {
        superuser = database.superuser();
        // Axon's engine in memory counts from 0, and the history from 1.
        store.publish(new GenericDomainEventMessage<>("nothing", "nothing:" + new UUID(0, 0), 0, "nothing"));
    }

    public EmbeddedEventStore store() {
        return store;
    }

    public EventStorageEngine engine() {
        return engine;
    }

    /** Appends to the stream and answers the position of the last event. */
    public synchronized long append(String streamType, UUID stream, DomainEvent... events) {
        List<DomainEventMessage<?>> messages = new ArrayList<>();
        String identifier = streamType + ":" + stream;
        for (DomainEvent event : events) {
            long version = versions.merge(identifier, 0L, (before, zero) -> before + 1);
            DomainEventMessage<?> message = new GenericDomainEventMessage<>(streamType, identifier, version, event);
            messages.add(message);
            EventType type = event.getClass().getAnnotation(EventType.class);
            superuser
                    .sql("INSERT INTO event_store.event VALUES (?, ?, ?, ?, ?, ?, ?, ?, '{}', '{}', NULL, NULL)")
                    .params(
                            ++position,
                            UUID.fromString(message.getIdentifier()),
                            streamType,
                            stream,
                            version,
                            type.name(),
                            type.revision(),
                            Timestamp.from(message.getTimestamp()))
                    .update();
        }
        store.publish(messages);
        return position;
    }

    @Override
    public void close() {
        store.shutDown();
    }
}
