package com.sexyresume.query;

import com.sexyresume.events.DomainEvent;
import com.sexyresume.events.EventCatalog;
import com.sexyresume.events.EventType;
import com.sexyresume.eventstore.append.History;
import com.sexyresume.eventstore.history.Append;
import com.sexyresume.eventstore.history.NewEvent;
import com.sexyresume.eventstore.history.StreamName;
import com.sexyresume.eventstore.json.EventSerializer;
import com.sexyresume.eventstore.keys.SubjectKeys;
import com.sexyresume.eventstore.reading.PostgresEventStorageEngine;
import com.sexyresume.eventstore.reading.PostgresEventStore;
import com.sexyresume.projections.rebuild.BulkHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The history of a test's database, which the test writes into without commands. */
public final class TestHistory implements AutoCloseable {

    private final EventSerializer serializer;
    private final History history;
    private final PostgresEventStorageEngine engine;
    private final PostgresEventStore store;
    private final Map<StreamName, Long> versions = new HashMap<>();

    public TestHistory(QueryDatabase database) {
        this(database, EventCatalog.events());
    }

    /** @param events what the version of the program knows that reads and writes here */
    public TestHistory(QueryDatabase database, Collection<Class<?>> events) {
        serializer = new EventSerializer(
                events, SubjectKeys.fixed(Base64.getEncoder().encodeToString(new byte[32])));
        DataSource appender = database.pool("appender", 3);
        DataSource projector = database.pool("projector", 3);
        history = new History(appender, projector, Duration.ofSeconds(5));
        engine = PostgresEventStorageEngine.builder()
                .history(history)
                .eventSerializer(serializer)
                .build();
        store = PostgresEventStore.builder()
                .storageEngine(engine)
                .listens(projector)
                .notifies(appender)
                .build();
    }

    public PostgresEventStore store() {
        return store;
    }

    public PostgresEventStorageEngine engine() {
        return engine;
    }

    public BulkHistory bulk() {
        return bulk(engine);
    }

    public static BulkHistory bulk(PostgresEventStorageEngine engine) {
        return (after, upTo, skipped, events, chars) -> {
            PostgresEventStorageEngine.Bulk bulk = engine.bulk(after, upTo, skipped, events, chars);
            return new BulkHistory.Page(bulk.events(), bulk.reached());
        };
    }

    /** Appends to the stream in one transaction and answers the position of the last event. */
    public long append(String streamType, UUID streamId, DomainEvent... events) {
        return append(null, Instant.now(), streamType, streamId, events);
    }

    /** The same, as what a user's command led to at some time. */
    public synchronized long append(
            @Nullable UUID userId, Instant time, String streamType, UUID streamId, DomainEvent... events) {
        UUID commandId = UUID.randomUUID();
        StreamName stream = new StreamName(streamType, streamId);
        List<NewEvent> appended = new ArrayList<>();
        for (DomainEvent event : events) {
            EventType type = event.getClass().getAnnotation(EventType.class);
            appended.add(new NewEvent(
                    UUID.randomUUID(),
                    stream,
                    versions.merge(stream, 0L, (before, zero) -> before + 1),
                    type.name(),
                    type.revision(),
                    time,
                    userId,
                    "{\"commandId\":\"" + commandId + "\"}",
                    serializer.serialize(event, String.class).getData()));
        }
        return history.append(
                        new Append(commandId, "", stream, appended.getLast().version(), appended, List.of()))
                .position();
    }

    @Override
    public void close() {
        store.close();
    }
}
