package com.sexyresume.eventstore.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sexyresume.eventstore.HistoryDatabase;
import com.sexyresume.eventstore.history.Append;
import com.sexyresume.eventstore.history.Appends;
import com.sexyresume.eventstore.history.ClaimTaken;
import com.sexyresume.eventstore.history.CommandAlreadyRecorded;
import com.sexyresume.eventstore.history.HistoryBusy;
import com.sexyresume.eventstore.history.HistoryUnreachable;
import com.sexyresume.eventstore.history.OutcomeUnknown;
import com.sexyresume.eventstore.history.RecordedCommand;
import com.sexyresume.eventstore.history.StreamName;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of commands that are appended together. */
class GroupCommitTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<History> histories = new ArrayList<>();

    private HistoryDatabase database;

    /** With one connection: whoever held one while waiting would stop everybody. */
    private HikariDataSource appender;

    private HikariDataSource projector;

    @BeforeEach
    void open() {
        database = HistoryDatabase.fresh();
        appender = database.pool("appender", 1);
        projector = database.pool("projector", 2);
    }

    @AfterEach
    void close() {
        callers.close();
        histories.forEach(History::close);
        database.close();
    }

    private History history(Duration deadline, AppendLimits limits) {
        History history = new History(appender, projector, deadline, limits);
        histories.add(history);
        return history;
    }

    private History history(Duration deadline) {
        return history(deadline, AppendLimits.DEFAULT);
    }

    /** Stops every append in the middle until it is rolled back. */
    private Connection holdHead() throws Exception {
        Connection holder = database.login("migrator").connect();
        holder.setAutoCommit(false);
        holder.createStatement().execute("SET ROLE app_owner; SELECT FROM event_store.head FOR UPDATE");
        return holder;
    }

    /** Occupies the writer: what is appended after it queues. */
    private Future<RecordedCommand> occupy(History history) {
        Future<RecordedCommand> first = submit(history, one());
        Awaitility.await()
                .until(() -> database.number("SELECT count(*) FROM pg_stat_activity WHERE usename = 'appender'"
                                + " AND datname = current_database() AND wait_event_type = 'Lock'")
                        == 1);
        return first;
    }

    private Future<RecordedCommand> submit(History history, Append append) {
        return callers.submit(() -> history.append(append));
    }

    /** One after the other, so that their order is known. */
    private List<Future<RecordedCommand>> queue(History history, List<Append> appends) {
        int before = history.queued();
        List<Future<RecordedCommand>> answers = new ArrayList<>();
        for (Append append : appends) {
            answers.add(submit(history, append));
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> history.queued() == before + answers.size());
        }
        return answers;
    }

    private static Append one() {
        return Appends.onto(Appends.newStream()).events(1).build();
    }

    private static List<Append> ones(int count) {
        List<Append> appends = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            appends.add(one());
        }
        return appends;
    }

    private static Throwable failure(Future<?> answer) throws Exception {
        try {
            Object unexpected = answer.get();
            throw new AssertionError("It was answered: " + unexpected);
        } catch (ExecutionException failed) {
            return Objects.requireNonNull(failed.getCause());
        }
    }

    @Test
    void appendsWhatHasQueuedInOneCommitInTheOrderOfArrival() throws Exception {
        History history = history(LONG);
        StreamName stream = Appends.newStream();
        List<Append> appends = new ArrayList<>(ones(20));
        for (int version = -1; version < 9; version++) {
            appends.add(Appends.onto(stream).at(version).events(1).build());
        }
        List<Future<RecordedCommand>> answers;
        try (Connection holder = holdHead()) {
            Future<RecordedCommand> first = occupy(history);
            answers = queue(history, appends);
            holder.rollback();
            assertThat(first.get().position()).isEqualTo(1);
        }

        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get().position()).isEqualTo(2 + i);
            assertThat(answers.get(i).get().commandId())
                    .isEqualTo(appends.get(i).commandId());
        }
        assertThat(database.number("SELECT count(DISTINCT recorded_at) FROM event_store.command"))
                .isEqualTo(2);
        assertThat(history.committed().position()).isEqualTo(31);
        assertThat(history.appended().position()).isEqualTo(31);
    }

    @Test
    void endsABatchAtItsLimits() throws Exception {
        History history = history(LONG, new AppendLimits(100, 1 << 20, 4, 10_000));
        String long1 = "\"" + "x".repeat(6_000) + "\"";
        List<Append> appends = ones(8);
        for (int i = 0; i < 3; i++) {
            appends.add(
                    Appends.onto(Appends.newStream()).payload(long1).events(1).build());
        }
        Future<RecordedCommand> answered;
        try (Connection holder = holdHead()) {
            answered = occupy(history);
            List<Future<RecordedCommand>> answers = queue(history, appends);
            holder.rollback();
            for (Future<RecordedCommand> answer : answers) {
                assertThat(answer.get().version()).isZero();
            }
        }

        assertThat(answered.get().position()).isEqualTo(1);
        assertThat(database.strings(
                        "SELECT count(*) FROM event_store.command GROUP BY recorded_at ORDER BY min(position)"))
                .containsExactly("1", "4", "4", "1", "1", "1");
    }

    @Test
    void givesEveryCallerItsOwnAnswer() throws Exception {
        long seed = System.nanoTime();
        System.out.println("GroupCommitTest seed " + seed);
        History history = history(LONG);
        List<StreamName> streams = new ArrayList<>();
        List<AtomicLong> versions = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            streams.add(Appends.newStream());
            versions.add(new AtomicLong(-1));
        }
        List<UUID> repeated = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            repeated.add(UUID.randomUUID());
        }
        Map<UUID, RecordedCommand> recorded = new ConcurrentHashMap<>();
        Map<UUID, RecordedCommand> found = new ConcurrentHashMap<>();
        Map<UUID, String> refused = new ConcurrentHashMap<>();
        AtomicInteger events = new AtomicInteger();
        List<Callable<Void>> work = new ArrayList<>();
        for (int caller = 0; caller < 64; caller++) {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(seed + caller);
            work.add(() -> {
                for (int i = 0; i < 40; i++) {
                    int on = random.nextInt(streams.size());
                    boolean repeats = random.nextInt(5) == 0;
                    UUID id = repeats
                            ? repeated.get(random.nextInt(repeated.size()))
                            : new UUID(random.nextLong(), random.nextLong());
                    int count = random.nextInt(4);
                    Appends append = Appends.onto(streams.get(on))
                            .command(id, "f")
                            .at(versions.get(on).get())
                            .events(count);
                    if (random.nextInt(4) == 0) {
                        append.take("code:" + random.nextInt(20));
                    }
                    if (random.nextInt(8) == 0) {
                        append.release("code:" + random.nextInt(20));
                    }
                    try {
                        RecordedCommand answer = history.append(append.build());
                        assertThat(answer.commandId()).isEqualTo(id);
                        assertThat(recorded.put(id, answer)).isNull();
                        events.addAndGet(count);
                        versions.get(on).accumulateAndGet(answer.version(), Math::max);
                    } catch (CommandAlreadyRecorded known) {
                        assertThat(repeats).isTrue();
                        assertThat(known.recorded().commandId()).isEqualTo(id);
                        found.put(id, known.recorded());
                    } catch (ConcurrencyException conflict) {
                        refused.put(id, repeats ? "repeated" : "conflict");
                    } catch (ClaimTaken taken) {
                        assertThat(taken.kind()).isEqualTo("code");
                        refused.put(id, repeats ? "repeated" : "taken");
                    }
                }
                return null;
            });
        }

        for (Future<Void> done : callers.invokeAll(work)) {
            done.get();
        }

        assertThat(refused.values()).contains("conflict", "taken");
        assertThat(found).isNotEmpty();
        found.forEach((id, answer) -> assertThat(recorded.get(id)).isEqualTo(answer));
        refused.forEach((id, why) ->
                assertThat(why.equals("repeated") || !recorded.containsKey(id)).isTrue());
        assertThat(database.strings("SELECT command_id || ' ' || version || ' ' || position FROM event_store.command"))
                .containsExactlyInAnyOrderElementsOf(recorded.values().stream()
                        .map(command -> command.commandId() + " " + command.version() + " " + command.position())
                        .toList());
        assertDense(events.get());
        assertThat(database.number("SELECT count(DISTINCT recorded_at) FROM event_store.command"))
                .isLessThan(recorded.size() / 2);
    }

    @Test
    void failsOnlyTheCommandThatPostgresRefuses() throws Exception {
        History history = history(LONG);
        List<Append> appends = new ArrayList<>(ones(13));
        Append poison = Appends.onto(Appends.newStream())
                .payload("\"\u0000\"")
                .events(1)
                .take("code:poisoned")
                .build();
        Append used = new Append(
                UUID.randomUUID(),
                "f",
                appends.getFirst().stream(),
                0L,
                appends.getFirst().events(),
                List.of());
        appends.add(5, poison);
        appends.add(11, used);
        List<Future<RecordedCommand>> answers;
        try (Connection holder = holdHead()) {
            Future<RecordedCommand> first = occupy(history);
            answers = queue(history, appends);
            holder.rollback();
            assertThat(first.get().position()).isEqualTo(1);
        }

        assertThat(failure(answers.get(5)))
                .isInstanceOf(EventStoreException.class)
                .hasMessageContaining(poison.commandId().toString());
        assertThat(failure(answers.get(11)))
                .isInstanceOf(EventStoreException.class)
                .hasMessageContaining("event_id_key");
        long position = 1;
        for (int i = 0; i < answers.size(); i++) {
            if (i != 5 && i != 11) {
                assertThat(answers.get(i).get().position()).isEqualTo(++position);
            }
        }
        assertDense(14);
        assertThat(history.find(poison.commandId())).isEmpty();
        assertThat(database.number("SELECT count(*) FROM event_store.claim")).isZero();
    }

    @Test
    void losesAndDoublesNothingWhileTheWriterIsKilled() throws Exception {
        long seed = System.nanoTime();
        System.out.println("GroupCommitTest seed " + seed);
        History history = history(LONG);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger kills = new AtomicInteger();
        AtomicInteger events = new AtomicInteger();
        Map<UUID, Boolean> acknowledged = new ConcurrentHashMap<>();
        Map<UUID, Boolean> refused = new ConcurrentHashMap<>();
        List<Future<?>> writers = new ArrayList<>();
        for (int writer = 0; writer < 64; writer++) {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(seed + writer);
            writers.add(callers.submit(() -> {
                StreamName stream = Appends.newStream();
                long version = -1;
                while (!stop.get()) {
                    int count = 1 + random.nextInt(3);
                    Appends builder = Appends.onto(stream).at(version).events(count);
                    if (random.nextInt(10) == 0) {
                        builder.take("code:" + random.nextInt(5));
                    }
                    Append append = builder.build();
                    if (isRecorded(history, append)) {
                        version += count;
                        events.addAndGet(count);
                        acknowledged.put(append.commandId(), true);
                    } else {
                        refused.put(append.commandId(), true);
                    }
                }
            }));
        }
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(40))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> kills.addAndGet((int)
                                    database.number("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                                            + " WHERE usename = 'appender' AND datname = current_database()"
                                            + " AND state = 'active'"))
                            >= 40);
        } finally {
            stop.set(true);
        }
        for (Future<?> writer : writers) {
            writer.get();
        }

        assertDense(events.get());
        List<String> commands = database.strings("SELECT command_id FROM event_store.command");
        assertThat(commands)
                .containsExactlyInAnyOrderElementsOf(
                        acknowledged.keySet().stream().map(UUID::toString).toList())
                .doesNotContainAnyElementsOf(
                        refused.keySet().stream().map(UUID::toString).toList())
                .hasSizeGreaterThan(64);
    }

    /** As a client would: what is not known is sent again. */
    private static boolean isRecorded(History history, Append append) {
        while (true) {
            try {
                return history.append(append).commandId().equals(append.commandId());
            } catch (OutcomeUnknown unknown) {
                assertThat(unknown.commandId()).isEqualTo(append.commandId());
            } catch (CommandAlreadyRecorded known) {
                return true;
            } catch (ClaimTaken taken) {
                return false;
            }
        }
    }

    @Test
    void refusesWhatMayNotWait() throws Exception {
        History history = history(LONG, new AppendLimits(8, 10_000, 4, 10_000));
        List<Future<RecordedCommand>> answers = new ArrayList<>();
        try (Connection holder = holdHead()) {
            answers.add(occupy(history));
            answers.addAll(queue(history, ones(8)));
            for (int i = 0; i < 1_000; i++) {
                assertThatThrownBy(() -> history.append(one())).isInstanceOf(HistoryBusy.class);
            }
            assertThat(history.queued()).isEqualTo(8);
            holder.rollback();
        }

        for (Future<RecordedCommand> answer : answers) {
            assertThat(answer.get().version()).isZero();
        }
        assertDense(9);
    }

    @Test
    void refusesMoreCharactersThanMayWaitButTakesAnyCommandWhenNoneDoes() throws Exception {
        History history = history(LONG, new AppendLimits(100, 10_000, 100, 10_000));
        String big = "\"" + "x".repeat(20_000) + "\"";
        List<Future<RecordedCommand>> answers = new ArrayList<>();
        try (Connection holder = holdHead()) {
            answers.add(occupy(history));
            answers.addAll(queue(
                    history,
                    List.of(Appends.onto(Appends.newStream())
                            .payload(big)
                            .events(1)
                            .build())));
            assertThatThrownBy(() -> history.append(one())).isInstanceOf(HistoryBusy.class);
            holder.rollback();
        }

        for (Future<RecordedCommand> answer : answers) {
            assertThat(answer.get().version()).isZero();
        }
        assertThat(history.append(one()).position()).isEqualTo(3);
    }

    @Test
    void countsTheDeadlineFromTheArrivalAndNeverSendsWhatWasWithdrawn() throws Exception {
        History history = history(Duration.ofSeconds(3));
        Append queued = one();
        try (Connection holder = holdHead()) {
            Future<RecordedCommand> sent = occupy(history);
            Future<RecordedCommand> waiting = queue(history, List.of(queued)).getFirst();

            assertThat(failure(sent)).isInstanceOf(OutcomeUnknown.class);
            assertThat(failure(waiting)).isExactlyInstanceOf(HistoryUnreachable.class);
            assertThat(history.queued()).isZero();
            holder.rollback();
        }

        Append next = one();
        assertThat(history.append(next).position()).isEqualTo(2);
        Awaitility.await().until(() -> appender.getHikariPoolMXBean().getActiveConnections() == 0);
        assertThat(history.find(queued.commandId())).isEmpty();
        assertDense(2);
    }

    @Test
    void tellsAnInterruptedCallerWhatIsTrue() throws Exception {
        History history = history(LONG);
        Append queued = one();
        try (Connection holder = holdHead()) {
            Interrupted sent = new Interrupted(history, one());
            Awaitility.await()
                    .until(() -> database.number("SELECT count(*) FROM pg_stat_activity WHERE usename = 'appender'"
                                    + " AND datname = current_database() AND wait_event_type = 'Lock'")
                            == 1);
            Interrupted waiting = new Interrupted(history, queued);
            Awaitility.await().until(() -> history.queued() == 1);

            assertThat(sent.interrupt()).isInstanceOf(OutcomeUnknown.class);
            assertThat(waiting.interrupt()).isExactlyInstanceOf(HistoryUnreachable.class);
            holder.rollback();
        }

        assertThat(history.append(one()).position()).isEqualTo(2);
        assertDense(2);
    }

    /** A caller whose thread is interrupted while it waits. */
    private static final class Interrupted {

        private final Thread thread;
        private volatile Throwable failure = new AssertionError("It did not fail");
        private volatile boolean flagKept;

        Interrupted(History history, Append append) {
            thread = Thread.ofVirtual().start(() -> {
                try {
                    history.append(append);
                } catch (HistoryUnreachable failed) {
                    failure = failed;
                    flagKept = Thread.currentThread().isInterrupted();
                }
            });
        }

        Throwable interrupt() throws InterruptedException {
            thread.interrupt();
            thread.join();
            assertThat(flagKept).isTrue();
            return failure;
        }
    }

    @Test
    void appendsWhatWaitsBeforeItCloses() throws Exception {
        History history = history(LONG);
        List<Future<RecordedCommand>> answers = new ArrayList<>();
        Future<?> closed;
        try (Connection holder = holdHead()) {
            answers.add(occupy(history));
            answers.addAll(queue(history, ones(10)));
            closed = callers.submit(history::close);
            Awaitility.await().until(history::isClosed);
            assertThatThrownBy(() -> history.append(one())).isExactlyInstanceOf(HistoryUnreachable.class);
            assertThat(closed.isDone()).isFalse();
            holder.rollback();
        }

        for (Future<RecordedCommand> answer : answers) {
            assertThat(answer.get().version()).isZero();
        }
        closed.get();
        assertDense(11);
        assertThat(appender.getHikariPoolMXBean().getActiveConnections()).isZero();
    }

    @Test
    void closesThoughTheDatabaseDoesNotAnswer() throws Exception {
        History history = history(Duration.ofSeconds(3));
        try (Connection holder = holdHead()) {
            Future<RecordedCommand> sent = occupy(history);
            Future<RecordedCommand> waiting = queue(history, ones(1)).getFirst();

            history.close();

            assertThat(failure(sent)).isInstanceOf(OutcomeUnknown.class);
            assertThat(failure(waiting)).isExactlyInstanceOf(HistoryUnreachable.class);
            assertThatThrownBy(() -> history.append(one())).isExactlyInstanceOf(HistoryUnreachable.class);
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .doesNotContain("history-append");
            holder.rollback();
        }
    }

    @Test
    void givesItsConnectionBackWhenNothingComesAndTakesOneAgain() {
        History history = history(LONG);

        history.append(one());
        Awaitility.await().until(() -> appender.getHikariPoolMXBean().getActiveConnections() == 0);

        assertThat(history.append(one()).position()).isEqualTo(2);
    }

    private void assertDense(long events) {
        assertThat(database.number("SELECT position FROM event_store.head")).isEqualTo(events);
        assertThat(database.strings("SELECT position FROM event_store.event ORDER BY position"))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, events)
                        .mapToObj(Long::toString)
                        .toList());
        assertThat(database.strings("SELECT stream_id FROM event_store.event GROUP BY stream_type, stream_id"
                        + " HAVING max(version) + 1 <> count(*)"))
                .isEmpty();
    }
}
