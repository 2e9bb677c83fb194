package com.sexyresume.eventstore.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.events.UserId;
import com.sexyresume.eventstore.HistoryDatabase;
import com.sexyresume.eventstore.append.History;
import com.sexyresume.eventstore.history.Appends;
import com.sexyresume.eventstore.history.StreamName;
import com.sexyresume.eventstore.json.NoteEvent.NoteAmended;
import com.sexyresume.eventstore.json.NoteEvent.NoteId;
import com.sexyresume.eventstore.json.NoteEvent.NoteWritten;
import com.sexyresume.eventstore.keys.MasterKey;
import com.sexyresume.eventstore.keys.MasterKeys;
import com.sexyresume.eventstore.keys.PostgresSubjectKeys;
import com.sexyresume.eventstore.keys.SubjectKeys;
import com.sexyresume.eventstore.reading.PostgresEventStorageEngine;
import com.sexyresume.eventstore.reading.PostgresEventStore;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.AggregateSnapshotter;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.GenericAggregateFactory;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {

    @TempDir
    private static Path folder;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static HistoryDatabase database;
    private static HikariDataSource appender;
    private static MasterKey masterKey;

    private final StreamName stream = Appends.newStream();
    private final UserId user = new UserId(UUID.randomUUID());

    /** What all aggregates of these tests extend. */
    abstract static class Shell {

        @AggregateIdentifier
        @SuppressWarnings("UnusedVariable") // Axon reads it.
        private @Nullable String stream;

        abstract UserId owner();

        final void sourcedFrom(String stream) {
            this.stream = stream;
        }
    }

    record Line(int number, @Nullable String text) {}

    record NoteState(NoteId id, UserId owner, Instant since, List<Line> lines) {

        NoteState with(Line line) {
            List<Line> changed = new ArrayList<>(lines);
            if (changed.size() == 100) {
                changed.removeFirst();
            }
            changed.add(line);
            return new NoteState(id, owner, since, List.copyOf(changed));
        }
    }

    @Revision("2")
    static class Note extends Shell {

        private @Nullable NoteState state;

        @EventSourcingHandler
        void on(NoteWritten event) {
            sourcedFrom("note:" + event.noteId().value());
            state = new NoteState(event.noteId(), event.userId(), Instant.EPOCH, List.of());
        }

        @EventSourcingHandler
        void on(NoteAmended event) {
            state = state().with(new Line(event.line(), event.text()));
        }

        @Override
        UserId owner() {
            return state().owner();
        }

        NoteState state() {
            NoteState known = state;
            if (known == null) {
                throw new IllegalStateException("Not sourced");
            }
            return known;
        }
    }

    @BeforeAll
    static void open() {
        database = HistoryDatabase.fresh();
        appender = database.pool("appender", 4);
        masterKey = MasterKey.generatedIn(folder.resolve("master.key"));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static PostgresEventStorageEngine engine() {
        SubjectKeys keys = new PostgresSubjectKeys(appender, MasterKeys.only(masterKey), 100);
        SnapshotSerializer<Shell> snapshots =
                new SnapshotSerializer<>(Shell.class, shell -> shell.owner().value(), keys);
        return PostgresEventStorageEngine.builder()
                .history(new History(appender, appender, Duration.ofSeconds(5)))
                .eventSerializer(new EventSerializer(NoteEvent.ALL, keys))
                .snapshotSerializer(snapshots)
                .snapshotFilter(snapshots.filter())
                .build();
    }

    private Note note(String text) {
        Note note = new Note();
        note.on(new NoteWritten(new NoteId(stream.id()), user, "text"));
        note.on(new NoteAmended(new NoteId(stream.id()), user, 1, text));
        return note;
    }

    private DomainEventMessage<Note> snapshot(long version, String text) {
        return new GenericDomainEventMessage<>("Note", stream.toString(), version, note(text));
    }

    private String stored(String column) {
        return database.string(
                "SELECT " + column + " FROM event_store.snapshot WHERE stream_id = '" + stream.id() + "'");
    }

    @Test
    void readsTheLatestStateThatWasStored() {
        PostgresEventStorageEngine engine = engine();
        engine.storeSnapshot(snapshot(5, "five"));
        engine.storeSnapshot(snapshot(7, "seven"));
        engine.storeSnapshot(snapshot(6, "late"));

        DomainEventMessage<?> read = engine().readSnapshot(stream.toString()).orElseThrow();

        assertThat(read.getSequenceNumber()).isEqualTo(7);
        assertThat(((Note) read.getPayload()).state()).isEqualTo(note("seven").state());
        assertThat(engine.readSnapshot(Appends.newStream().toString())).isEmpty();
    }

    @Test
    void readsAStreamAtAVersionFromTheNearestSnapshotThatIsNoLater() {
        PostgresEventStorageEngine engine = engine();
        PostgresEventStore store = PostgresEventStore.builder()
                .storageEngine(engine)
                .listens(appender)
                .notifies(appender)
                .build();
        NoteId id = new NoteId(stream.id());
        List<GenericDomainEventMessage<?>> events = new ArrayList<>();
        events.add(new GenericDomainEventMessage<>("Note", stream.toString(), 0, new NoteWritten(id, user, "title")));
        for (int version = 1; version < 10; version++) {
            events.add(new GenericDomainEventMessage<>(
                    "Note", stream.toString(), version, new NoteAmended(id, user, version, "text")));
        }
        engine.appendEvents(events);
        engine.storeSnapshot(snapshot(3, "three"));
        engine.storeSnapshot(snapshot(7, "seven"));

        assertThat(numbers(store, 9)).containsExactly(7L, 8L, 9L);
        assertThat(numbers(store, 7)).containsExactly(7L, 8L, 9L);
        assertThat(numbers(store, 6)).startsWith(3L, 4L, 5L, 6L);
        assertThat(numbers(store, 2)).startsWith(0L, 1L, 2L);
    }

    private List<Long> numbers(PostgresEventStore store, long version) {
        return store.readUpTo(stream.toString(), version)
                .asStream()
                .<Long>map(DomainEventMessage::getSequenceNumber)
                .toList();
    }

    @Test
    void keepsNothingReadable() {
        String canary = "canary-" + UUID.randomUUID();
        engine().storeSnapshot(snapshot(5, canary));

        assertThat(stored("snapshot::text")).doesNotContain(canary).contains("\"\"$pii\"\":1");
    }

    @Test
    void ignoresASnapshotOfAnotherRevisionShapeOrSubject() {
        PostgresEventStorageEngine engine = engine();
        engine.storeSnapshot(snapshot(5, "text"));
        assertThat(engine.readSnapshot(stream.toString())).isPresent();

        database.execute("UPDATE event_store.snapshot SET revision = '1' WHERE stream_id = '" + stream.id() + "'");
        assertThat(engine.readSnapshot(stream.toString())).isEmpty();

        database.execute("UPDATE event_store.snapshot SET revision = '2', type = 'gone.Note' WHERE stream_id = '"
                + stream.id() + "'");
        assertThat(engine.readSnapshot(stream.toString())).isEmpty();

        engine.storeSnapshot(snapshot(6, "text"));
        database.executeAsOwner("DELETE FROM personal_data.subject_key WHERE subject = '" + user.value() + "'");
        assertThat(engine().readSnapshot(stream.toString())).isEmpty();
    }

    @Test
    void opensALongStreamFromItsSnapshotAlone() {
        PostgresEventStorageEngine engine = engine();
        PostgresEventStore store = PostgresEventStore.builder()
                .storageEngine(engine)
                .listens(appender)
                .notifies(appender)
                .build();
        NoteId id = new NoteId(stream.id());
        List<GenericDomainEventMessage<?>> events = new ArrayList<>();
        events.add(new GenericDomainEventMessage<>("Note", stream.toString(), 0, new NoteWritten(id, user, "title")));
        String patch =
                "[{\"op\":\"replace\",\"path\":\"/personalInfo/summary\",\"value\":\"" + "x".repeat(120) + "\"}]";
        for (int version = 1; version < 10_000; version++) {
            events.add(new GenericDomainEventMessage<>(
                    "Note", stream.toString(), version, new NoteAmended(id, user, version, patch)));
        }
        engine.appendEvents(events);

        AggregateSnapshotter snapshotter = AggregateSnapshotter.builder()
                .eventStore(store)
                .aggregateFactories(new GenericAggregateFactory<>(Note.class))
                .build();
        EventSourcingRepository<Note> snapshotting = EventSourcingRepository.builder(Note.class)
                .eventStore(store)
                .snapshotTriggerDefinition(new EventCountSnapshotTriggerDefinition(snapshotter, 200))
                .build();

        String first = timed(repository(store));
        String warm = timed(repository(store));
        String triggering = timed(snapshotting);
        assertThat(engine.readSnapshot(stream.toString())).isPresent();
        // What lies before the snapshot is not read any more.
        database.execute("ALTER TABLE event_store.event DISABLE TRIGGER append_only;"
                + " DELETE FROM event_store.event WHERE version < 9999 AND stream_id = '" + stream.id() + "'");
        String bySnapshot = timed(snapshotting);

        System.out.println("10,000 events opened in " + first + ", again in " + warm + ", taking a snapshot in "
                + triggering + ", from the snapshot in " + bySnapshot);
    }

    private static EventSourcingRepository<Note> repository(PostgresEventStore store) {
        return EventSourcingRepository.builder(Note.class).eventStore(store).build();
    }

    /** Loads the note as a command would, and checks it. */
    private String timed(EventSourcingRepository<Note> repository) {
        var unitOfWork = DefaultUnitOfWork.startAndGet(GenericCommandMessage.asCommandMessage("open"));
        try {
            long cpu = THREADS.getCurrentThreadCpuTime();
            long start = System.nanoTime();
            var note = repository.load(stream.toString());
            String took = "%.0f ms, CPU %.0f"
                    .formatted((System.nanoTime() - start) / 1e6, (THREADS.getCurrentThreadCpuTime() - cpu) / 1e6);
            assertThat(note.version()).isEqualTo(9_999);
            note.execute(root ->
                    assertThat(root.state().lines()).hasSize(100).last().matches(line -> line.number() == 9_999));
            return took;
        } finally {
            unitOfWork.rollback();
        }
    }
}
