package com.sexyresume.eventstore.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sexyresume.events.PayloadSize;
import com.sexyresume.events.UnknownEvent;
import com.sexyresume.events.UserId;
import com.sexyresume.eventstore.HistoryDatabase;
import com.sexyresume.eventstore.append.History;
import com.sexyresume.eventstore.history.Append;
import com.sexyresume.eventstore.history.Appends;
import com.sexyresume.eventstore.history.NewEvent;
import com.sexyresume.eventstore.history.StreamName;
import com.sexyresume.eventstore.json.EventSerializer;
import com.sexyresume.eventstore.json.NoteEvent;
import com.sexyresume.eventstore.json.NoteEvent.NoteId;
import com.sexyresume.eventstore.json.NoteEvent.NoteWritten;
import com.sexyresume.eventstore.keys.SubjectKeys;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresEventStoreTest {

    private static final Duration NEVER = Duration.ofDays(1);

    private final StreamName stream = Appends.newStream();
    private final UserId user = new UserId(UUID.randomUUID());
    private final List<PostgresEventStore> stores = new ArrayList<>();

    private HistoryDatabase database;
    private HikariDataSource appender;
    private HikariDataSource projector;
    private final AtomicInteger projectorConnections = new AtomicInteger();

    @BeforeEach
    void open() {
        database = HistoryDatabase.fresh();
        appender = database.pool("appender", 16);
        projector = database.pool("projector", 4);
    }

    @AfterEach
    void close() {
        stores.forEach(PostgresEventStore::close);
        database.close();
    }

    /** What one process would have. */
    private PostgresEventStore node(Duration pollInterval) {
        return node(pollInterval, 64L << 20);
    }

    private PostgresEventStore node(Duration pollInterval, long readBytes) {
        DataSource counted = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    projectorConnections.incrementAndGet();
                    return projector.getConnection();
                });
        PostgresEventStore store = PostgresEventStore.builder()
                .storageEngine(PostgresEventStorageEngine.builder()
                        .history(new History(appender, counted, Duration.ofSeconds(5)))
                        .eventSerializer(new EventSerializer(
                                NoteEvent.ALL,
                                SubjectKeys.fixed(Base64.getEncoder().encodeToString(new byte[32]))))
                        .batchSize(50)
                        .build())
                .listens(projector)
                .notifies(appender)
                .pollInterval(pollInterval)
                .readBytes(readBytes)
                .build();
        stores.add(store);
        return store;
    }

    private void publish(PostgresEventStore store, StreamName stream, long version) {
        publish(store, stream, version, "text " + version);
    }

    private void publish(PostgresEventStore store, StreamName stream, long version, String text) {
        store.publish(new GenericDomainEventMessage<>(
                "note", stream.toString(), version, new NoteWritten(new NoteId(stream.id()), user, text)));
    }

    private static long position(TrackedEventMessage<?> event) {
        return event.trackingToken().position().orElseThrow();
    }

    @Test
    void readsFromAToken() throws Exception {
        PostgresEventStore store = node(NEVER);
        for (int version = 0; version < 3; version++) {
            publish(store, stream, version);
        }

        try (TrackingEventStream all = store.openStream(null);
                TrackingEventStream later = store.openStream(new GlobalSequenceTrackingToken(2));
                TrackingEventStream none = store.openStream(store.createHeadToken())) {
            assertThat(all.peek())
                    .hasValueSatisfying(event -> assertThat(position(event)).isEqualTo(1));
            for (long expected = 1; expected <= 3; expected++) {
                TrackedEventMessage<?> event = all.nextAvailable();
                assertThat(position(event)).isEqualTo(expected);
                assertThat(((NoteWritten) event.getPayload()).text()).isEqualTo("text " + (expected - 1));
            }
            assertThat(all.hasNextAvailable()).isFalse();
            assertThat(position(later.nextAvailable())).isEqualTo(3);
            assertThat(none.hasNextAvailable()).isFalse();
            publish(store, stream, 3);
            assertThat(position(none.nextAvailable())).isEqualTo(4);
        }
        assertThat(store.createTailToken()).isEqualTo(new GlobalSequenceTrackingToken(0));
        assertThat(store.createHeadToken()).isEqualTo(new GlobalSequenceTrackingToken(4));
        assertThat(store.lastSequenceNumberFor(stream.toString())).contains(3L);
        assertThat(store.lastSequenceNumberFor(Appends.newStream().toString())).isEmpty();
    }

    @Test
    void readersOfTheSameEventsAskOnceAndShareThem() throws Exception {
        PostgresEventStore store = node(NEVER);
        publish(store, stream, 0);
        publish(store, stream, 1);

        try (TrackingEventStream one = store.openStream(null);
                TrackingEventStream other = store.openStream(null);
                TrackingEventStream later = store.openStream(new GlobalSequenceTrackingToken(1))) {
            List<Object> first = List.of(one.nextAvailable(), one.nextAvailable());
            int asked = projectorConnections.get();
            assertThat(List.of(other.nextAvailable(), other.nextAvailable())).isEqualTo(first);
            assertThat(List.of(later.nextAvailable())).isEqualTo(first.subList(1, 2));
            assertThat(projectorConnections).hasValue(asked);

            publish(store, stream, 2);
            Object third = other.nextAvailable();
            assertThat(one.nextAvailable()).isSameAs(third);
            assertThat(later.nextAvailable()).isSameAs(third);
            assertThat(projectorConnections).hasValue(asked + 1);
        }
    }

    @Test
    void whoeverReadsAfterItHasForgottenReadsFromTheDatabase() throws Exception {
        PostgresEventStore store = node(NEVER);
        publish(store, stream, 0);
        try (TrackingEventStream before = store.openStream(null);
                TrackingEventStream after = store.openStream(null)) {
            TrackedEventMessage<?> event = before.nextAvailable();
            store.forgetRead();
            assertThat(after.nextAvailable()).isNotSameAs(event);
        }
    }

    @Test
    void holdsABoundedNumberOfBytesHoweverMuchReadersHaveTaken() throws Exception {
        long most = 8L << 20;
        PostgresEventStore store = node(NEVER, most);
        String padding = "x".repeat(1 << 20);
        for (int version = 0; version < 12; version++) {
            publish(store, stream, version, version + padding);
        }
        try (TrackingEventStream all = store.openStream(null)) {
            List<TrackedEventMessage<?>> queued = new ArrayList<>();
            for (int version = 0; version < 12; version++) {
                queued.add(all.nextAvailable());
                assertThat(store.readBytes()).isLessThanOrEqualTo(most);
            }

            for (int version = 0; version < 12; version++) {
                TrackedEventMessage<?> event = queued.get(version);
                assertThat(event.getPayload())
                        .isEqualTo(new NoteWritten(new NoteId(stream.id()), user, version + padding));
                assertThat(event.getMetaData().get(PayloadSize.CHARS))
                        .isInstanceOfSatisfying(
                                Integer.class, chars -> assertThat(chars).isGreaterThan(padding.length()));
                assertThat(store.readBytes()).isLessThanOrEqualTo(most);
            }
        }
    }

    @Test
    void aMessageDoesNotHoldALargePayload() throws Exception {
        PostgresEventStore store = node(NEVER);
        publish(store, stream, 0, "x".repeat(100_000));
        publish(store, stream, 1, "small");
        try (TrackingEventStream all = store.openStream(null)) {
            TrackedEventMessage<?> large = all.nextAvailable();
            TrackedEventMessage<?> small = all.nextAvailable();
            Object payload = large.getPayload();
            assertThat(large.getPayload()).isSameAs(payload);
            int asked = projectorConnections.get();

            store.forgetRead();

            assertThat(small.getPayload())
                    .isInstanceOfSatisfying(
                            NoteWritten.class, note -> assertThat(note.text()).isEqualTo("small"));
            assertThat(projectorConnections).hasValue(asked);
            assertThat(large.getPayload()).isEqualTo(payload).isNotSameAs(payload);
            assertThat(projectorConnections).hasValue(asked + 1);
        }
    }

    @Test
    void aReaderSkipsWhatItDoesNotFollowButTheLast() throws Exception {
        PostgresEventStore store = node(NEVER);
        for (int version = 0; version < 4; version++) {
            publish(store, stream, version);
        }

        try (TrackingEventStream events = store.openStream(null);
                TrackingEventStream all = store.openStream(null)) {
            events.skipMessagesWithPayloadTypeOf(events.nextAvailable());
            assertThat(position(events.nextAvailable())).isEqualTo(4);
            for (long expected = 1; expected <= 4; expected++) {
                assertThat(position(all.nextAvailable())).isEqualTo(expected);
            }
        }
    }

    @Test
    void readersFarApartSeeEveryPosition() throws Exception {
        PostgresEventStore store = node(NEVER);
        Random random = new Random(seed());
        long written = 0;
        List<TrackingEventStream> streams = new ArrayList<>();
        List<Long> at = new ArrayList<>();
        for (int round = 0; round < 40; round++) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                publish(store, stream, written++);
            }
            if (random.nextInt(5) == 0) {
                store.forgetRead();
            }
            if (streams.size() < 6) {
                long from = random.nextLong(written + 1);
                streams.add(store.openStream(new GlobalSequenceTrackingToken(from)));
                at.add(from);
            }
            for (int reader = 0; reader < streams.size(); reader++) {
                for (int i = random.nextInt(6); i > 0 && at.get(reader) < written; i--) {
                    at.set(reader, at.get(reader) + 1);
                    assertThat(position(streams.get(reader).nextAvailable())).isEqualTo(at.get(reader));
                }
            }
        }
        streams.forEach(TrackingEventStream::close);
    }

    private static long seed() {
        long seed = System.nanoTime();
        System.out.println("PostgresEventStoreTest seed " + seed);
        return seed;
    }

    @Test
    void showsEveryPositionInOrderWhileManyWrite() throws Exception {
        PostgresEventStore writing = node(NEVER);
        PostgresEventStore reading = node(NEVER);
        int writers = 16;
        int each = 50;
        ConcurrentLinkedQueue<Long> here = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Long> there = new ConcurrentLinkedQueue<>();
        List<Future<?>> tasks = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                TrackingEventStream local = writing.openStream(null);
                TrackingEventStream remote = reading.openStream(null)) {
            for (int writer = 0; writer < writers; writer++) {
                StreamName own = Appends.newStream();
                tasks.add(threads.submit(() -> {
                    for (int version = 0; version < each; version++) {
                        publish(writing, own, version);
                    }
                }));
            }
            tasks.add(threads.submit(() -> read(local, here, writers * each)));
            tasks.add(threads.submit(() -> read(remote, there, writers * each)));
            for (Future<?> task : tasks) {
                task.get();
            }
        }

        List<Long> expected =
                LongStream.rangeClosed(1, (long) writers * each).boxed().toList();
        assertThat(here).containsExactlyElementsOf(expected);
        assertThat(there).containsExactlyElementsOf(expected);
    }

    private static Void read(TrackingEventStream stream, ConcurrentLinkedQueue<Long> seen, int events)
            throws Exception {
        for (int i = 0; i < events; i++) {
            seen.add(position(stream.nextAvailable()));
        }
        return null;
    }

    @Test
    void asksTheDatabaseNothingWhileThereIsNothingNew() throws Exception {
        PostgresEventStore store = node(NEVER);
        publish(store, stream, 0);
        try (TrackingEventStream events = store.openStream(null)) {
            assertThat(position(events.nextAvailable())).isEqualTo(1);
            int before = projectorConnections.get();

            for (int i = 0; i < 1_000; i++) {
                assertThat(events.hasNextAvailable()).isFalse();
                assertThat(events.peek()).isEmpty();
            }
            assertThat(events.hasNextAvailable(50, TimeUnit.MILLISECONDS)).isFalse();

            assertThat(projectorConnections.get()).isEqualTo(before);
        }
    }

    /** Nobody polls: what wakes is the commit on the same node, and the notification on the other one. */
    @Test
    void wakesReadersOfTheSameNodeAndByNotificationThoseOfOthers() throws Exception {
        PostgresEventStore writing = node(Duration.ofMinutes(1));
        PostgresEventStore reading = node(Duration.ofMinutes(1));
        ConcurrentLinkedQueue<Long> here = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Long> there = new ConcurrentLinkedQueue<>();
        try (TrackingEventStream local = writing.openStream(null);
                TrackingEventStream remote = reading.openStream(null)) {
            local.setOnAvailableCallback(() -> here.add(System.nanoTime()));
            remote.setOnAvailableCallback(() -> there.add(System.nanoTime()));
            awaitListeners(2);
            List<Long> hereNanos = new ArrayList<>();
            List<Long> thereNanos = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                here.clear();
                there.clear();
                publish(writing, stream, i);
                long committed = System.nanoTime();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> !here.isEmpty() && !there.isEmpty());
                assertThat(position(remote.nextAvailable())).isEqualTo(i + 1);
                hereNanos.add(Math.max(0, here.element() - committed));
                thereNanos.add(Math.max(0, there.element() - committed));
            }
            System.out.printf(
                    "Woken after commit, ms p50/max: same node %.2f/%.2f, other node %.2f/%.2f%n",
                    median(hereNanos) / 1e6,
                    Collections.max(hereNanos) / 1e6,
                    median(thereNanos) / 1e6,
                    Collections.max(thereNanos) / 1e6);
        }
    }

    /**
     * Whoever has seen a position has seen all below it, whoever wrote them: two nodes write, several events at a time,
     * and on a third one readers start, stop and start again where they stopped, all at random.
     */
    @Test
    void readersSeeEveryPositionInOrderWhileTwoNodesWriteAtRandom() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("Random writers and readers, seed " + seed);
        Random random = new Random(seed);
        List<PostgresEventStore> writing = List.of(node(NEVER), node(NEVER));
        PostgresEventStore reading = node(Duration.ofMillis(200));
        int writers = 6;
        int[][] appends = new int[writers][];
        long events = 0;
        for (int writer = 0; writer < writers; writer++) {
            appends[writer] = random.ints(40, 1, 5).toArray();
            events += Arrays.stream(appends[writer]).sum();
        }
        long last = events;
        int readers = 3;
        List<List<Long>> seen = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> tasks = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                PostgresEventStore node = writing.get(writer % writing.size());
                int[] batches = appends[writer];
                StreamName own = Appends.newStream();
                Random pauses = new Random(random.nextLong());
                tasks.add(threads.submit(() -> write(node, own, batches, pauses)));
            }
            for (int reader = 0; reader < readers; reader++) {
                List<Long> positions = new ArrayList<>();
                seen.add(positions);
                Random pauses = new Random(random.nextLong());
                tasks.add(threads.submit(() -> readOnAndOff(reading, positions, last, pauses)));
            }
            for (Future<?> task : tasks) {
                task.get();
            }
        }

        List<Long> expected = LongStream.rangeClosed(1, last).boxed().toList();
        assertThat(seen)
                .as("seed %s", seed)
                .allSatisfy(positions -> assertThat(positions).containsExactlyElementsOf(expected));
    }

    private Void write(PostgresEventStore node, StreamName own, int[] batches, Random pauses) {
        long version = 0;
        for (int size : batches) {
            List<GenericDomainEventMessage<?>> batch = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                batch.add(new GenericDomainEventMessage<>(
                        "note",
                        own.toString(),
                        version,
                        new NoteWritten(new NoteId(own.id()), user, "text " + version)));
                version++;
            }
            node.publish(batch);
            LockSupport.parkNanos(pauses.nextInt(3) * 1_000_000L);
        }
        return null;
    }

    private static Void readOnAndOff(PostgresEventStore node, List<Long> positions, long last, Random pauses)
            throws Exception {
        while (positions.isEmpty() || positions.getLast() < last) {
            TrackingToken token = positions.isEmpty() ? null : new GlobalSequenceTrackingToken(positions.getLast());
            try (TrackingEventStream stream = node.openStream(token)) {
                for (int left = 1 + pauses.nextInt(120); left > 0; left--) {
                    positions.add(position(stream.nextAvailable()));
                    if (positions.getLast() >= last) {
                        return null;
                    }
                }
            }
            LockSupport.parkNanos(pauses.nextInt(5) * 1_000_000L);
        }
        return null;
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private void awaitListeners(long nodes) {
        Awaitility.await()
                .until(() -> database.number(
                                "SELECT count(*) FROM pg_stat_activity WHERE usename = 'projector'"
                                        + " AND datname = current_database() AND query = 'SELECT position FROM event_store.head'")
                        >= nodes);
    }

    @Test
    void findsByPollingWhatNobodyNotifiedItOf() throws Exception {
        PostgresEventStore store = node(Duration.ofMillis(50));
        ConcurrentLinkedQueue<Long> woken = new ConcurrentLinkedQueue<>();
        try (TrackingEventStream events = store.openStream(null)) {
            events.setOnAvailableCallback(() -> woken.add(System.nanoTime()));
            awaitListeners(1);
            // A history without an event store: it notifies nobody.
            new History(appender, projector, Duration.ofSeconds(5))
                    .append(Appends.onto(stream).events(1).build());

            Awaitility.await().until(() -> !woken.isEmpty());
            assertThat(events.hasNextAvailable()).isTrue();
        }
    }

    @Test
    void listensAgainWhenItsConnectionBroke() {
        PostgresEventStore writing = node(NEVER);
        PostgresEventStore reading = node(Duration.ofMillis(100));
        ConcurrentLinkedQueue<Long> woken = new ConcurrentLinkedQueue<>();
        try (TrackingEventStream events = reading.openStream(null)) {
            events.setOnAvailableCallback(() -> woken.add(System.nanoTime()));
            awaitListeners(1);
            HeadWatchLog.expectWarnings(() -> {
                database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE usename = 'projector' AND datname = current_database()");
                awaitListeners(1);
            });

            publish(writing, stream, 0);

            Awaitility.await().until(() -> !woken.isEmpty());
        }
    }

    @Test
    void stopsAtAnEventThatItDoesNotKnowAndNamesIt() throws Exception {
        PostgresEventStore store = node(NEVER);
        publish(store, stream, 0);
        new History(appender, projector, Duration.ofSeconds(5))
                .append(new Append(
                        UUID.randomUUID(),
                        "f",
                        stream,
                        1L,
                        List.of(new NewEvent(
                                UUID.randomUUID(),
                                stream,
                                1,
                                "notes.note-burnt",
                                2,
                                java.time.Instant.EPOCH,
                                null,
                                "{}",
                                "{}")),
                        List.of()));
        publish(store, stream, 2);

        try (TrackingEventStream events = store.openStream(null)) {
            assertThat(position(events.nextAvailable())).isEqualTo(1);
            assertThat(store.waitsBefore()).isEmpty();
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(events::nextAvailable)
                        .isInstanceOf(UnknownEvent.class)
                        .hasMessageContaining("notes.note-burnt, revision 2, at position 2,");
            }
            assertThat(store.waitsBefore())
                    .hasValueSatisfying(
                            unknown -> assertThat(unknown.position()).isEqualTo(2));
        }

        assertThatThrownBy(() -> store.readEvents(stream.toString()).asStream().toList())
                .isInstanceOf(UnknownEvent.class)
                .hasMessageContaining("notes.note-burnt, revision 2, at position 2,");
        try (TrackingEventStream behind = store.openStream(new GlobalSequenceTrackingToken(2))) {
            assertThat(position(behind.nextAvailable())).isEqualTo(3);
            assertThat(store.waitsBefore()).isEmpty();
        }
    }

    @Test
    void refusesATokenOfAnotherStore() {
        PostgresEventStore store = node(NEVER);
        assertThatThrownBy(() -> store.openStream(
                        org.axonframework.eventhandling.GapAwareTrackingToken.newInstance(3, Collections.emptySet())))
                .hasMessageContaining("GapAwareTrackingToken");
    }

    @Test
    void drivesAPooledProcessorWithoutPolling() {
        PostgresEventStore store = node(NEVER);
        ConcurrentLinkedQueue<Long> handled = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
        ScheduledExecutorService workers = Executors.newScheduledThreadPool(2);
        PooledStreamingEventProcessor processor = PooledStreamingEventProcessor.builder()
                .name("notes")
                .eventHandlerInvoker(new EventHandlerInvoker() {
                    @Override
                    public boolean canHandle(EventMessage<?> event, Segment segment) {
                        return true;
                    }

                    @Override
                    public void handle(EventMessage<?> event, Segment segment) {
                        times.add(System.nanoTime());
                        handled.add(position((TrackedEventMessage<?>) event));
                    }
                })
                .messageSource(store)
                .tokenStore(new InMemoryTokenStore())
                .transactionManager(NoTransactionManager.INSTANCE)
                .coordinatorExecutor(name -> workers)
                .workerExecutor(name -> workers)
                .initialSegmentCount(1)
                .initialToken(source -> source.createTailToken())
                .batchSize(100)
                .build();
        processor.start();
        try {
            List<Long> lags = new ArrayList<>();
            for (int version = 0; version < 100; version++) {
                times.clear();
                publish(store, stream, version);
                long committed = System.nanoTime();
                int expected = version + 1;
                Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> handled.size() == expected);
                lags.add(Math.max(0, times.element() - committed));
            }
            System.out.printf(
                    "From commit to the handler of a pooled processor, ms p50/max: %.2f/%.2f%n",
                    median(lags) / 1e6, Collections.max(lags) / 1e6);
            assertThat(handled)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 100).boxed().toList());
            assertThat(median(lags)).isLessThan(50_000_000);
        } finally {
            processor.shutDown();
            workers.shutdown();
        }
    }

    @Test
    void leavesNoThreadAndNoConnectionBehind() {
        PostgresEventStore store = node(NEVER);
        TrackingEventStream left = store.openStream(null);
        awaitListeners(1);

        store.close();

        assertThat(left.hasNextAvailable()).isFalse();
        assertThat(Arrays.stream(store.threads())).noneMatch(Thread::isAlive);
        assertThat(projector.getHikariPoolMXBean().getActiveConnections()).isZero();
        // What needs no thread still works.
        publish(store, stream, 0);
        assertThat(store.readEvents(stream.toString()).hasNext()).isTrue();
    }
}
