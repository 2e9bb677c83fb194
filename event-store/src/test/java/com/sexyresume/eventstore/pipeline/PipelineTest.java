package com.sexyresume.eventstore.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.events.UserId;
import com.sexyresume.eventstore.HistoryDatabase;
import com.sexyresume.eventstore.append.AppendLimits;
import com.sexyresume.eventstore.history.Append;
import com.sexyresume.eventstore.history.AppendCall;
import com.sexyresume.eventstore.history.Appends;
import com.sexyresume.eventstore.history.ClaimTaken;
import com.sexyresume.eventstore.history.CommandAlreadyRecorded;
import com.sexyresume.eventstore.history.HistoryBusy;
import com.sexyresume.eventstore.history.HistoryUnreachable;
import com.sexyresume.eventstore.history.OutcomeUnknown;
import com.sexyresume.eventstore.history.RecordedCommand;
import com.sexyresume.eventstore.history.StreamName;
import com.sexyresume.eventstore.history.SubjectErased;
import com.sexyresume.eventstore.json.EventSerializer;
import com.sexyresume.eventstore.pipeline.Purse.MoneyMoved;
import com.sexyresume.eventstore.pipeline.Purse.Move;
import com.sexyresume.eventstore.pipeline.Purse.PurseId;
import com.sexyresume.eventstore.pipeline.Purse.Refused;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.awaitility.Awaitility;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of commands of one stream that are decided before the one before them is durable. */
class PipelineTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<PurseProcess> processes = new ArrayList<>();
    private final StreamName purse = PurseProcess.newPurse();

    private HistoryDatabase database;
    private PurseProcess process;

    @BeforeEach
    void open() {
        database = HistoryDatabase.fresh();
        process = process(LONG);
    }

    @AfterEach
    void close() {
        callers.close();
        processes.forEach(PurseProcess::close);
        database.close();
    }

    private PurseProcess process(Duration deadline) {
        PurseProcess another = new PurseProcess(database, deadline, AppendLimits.DEFAULT, 256);
        processes.add(another);
        return another;
    }

    /** Stops every append in the middle until it is rolled back. */
    private Connection holdHead() throws Exception {
        Connection holder = database.login("migrator").connect();
        holder.setAutoCommit(false);
        holder.createStatement().execute("SET ROLE app_owner; SELECT FROM event_store.head FOR UPDATE");
        return holder;
    }

    /** What another process records before whatever is held. */
    private RecordedCommand foreign(Connection holder, Append append) throws SQLException {
        return switch (AppendCall.execute(holder, List.of(append)).getFirst()) {
            case Append.Result.Appended(RecordedCommand command) -> command;
            case Append.Result other -> throw new AssertionError(other);
        };
    }

    private Append taken(long version, long amount, long balance) {
        MoneyMoved moved = new MoneyMoved(new PurseId(purse.id()), new UserId(purse.id()), -amount, balance);
        return Appends.onto(purse)
                .at(version - 1)
                .event(
                        "purses.money-moved",
                        new EventSerializer(Purse.EVENTS, PurseProcess.KEYS)
                                .serialize(moved, String.class)
                                .getData())
                .build();
    }

    private void awaitBlocked(int appends) {
        Awaitility.await()
                .atMost(LONG)
                .until(() -> database.number("SELECT count(*) FROM pg_stat_activity WHERE usename = 'appender'"
                                + " AND datname = current_database() AND wait_event_type = 'Lock'")
                        == appends);
    }

    /** Occupies the writer: what is appended after it queues. */
    private Future<RecordedCommand> occupy(PurseProcess in, int blocked) {
        Future<RecordedCommand> first = callers.submit(() -> in.send(Move.put(PurseProcess.newPurse(), 1)));
        awaitBlocked(blocked);
        return first;
    }

    private Future<RecordedCommand> submit(UUID commandId, Move move) {
        return callers.submit(() -> process.send(commandId, move));
    }

    /** Decided after everything that was queued before. */
    private Future<RecordedCommand> queue(UUID commandId, Move move) {
        return queued(() -> process.send(commandId, move));
    }

    private Future<RecordedCommand> queued(Callable<RecordedCommand> command) {
        int before = process.history.queued();
        Future<RecordedCommand> answer = callers.submit(command);
        Awaitility.await()
                .atMost(LONG)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> process.history.queued() == before + 1);
        return answer;
    }

    private Future<RecordedCommand> queue(Move move) {
        return queue(UUID.randomUUID(), move);
    }

    private Future<RecordedCommand> queue(Move move, Map<String, String> metadata) {
        return queued(() -> process.send(UUID.randomUUID(), move, metadata));
    }

    /** Erases whom a purse is about, or who sends to it. */
    private static Append erasing(UUID subject) {
        return Appends.onto(Appends.newStream()).erasing(subject).events(1).build();
    }

    private static Throwable failure(Future<?> answer) throws Exception {
        try {
            Object unexpected = answer.get();
            throw new AssertionError("It was answered: " + unexpected);
        } catch (ExecutionException failed) {
            return Objects.requireNonNull(failed.getCause());
        }
    }

    /** What the purse holds, when each of its events was decided on what is before it. */
    private long balance(StreamName stream) {
        AtomicLong balance = new AtomicLong();
        process.store.readEvents(stream.toString(), 0).forEachRemaining(event -> {
            MoneyMoved moved = (MoneyMoved) event.getPayload();
            assertThat(moved.balance()).isEqualTo(balance.addAndGet(moved.amount()));
            assertThat(moved.balance()).isNotNegative();
        });
        return balance.get();
    }

    private void assertIdle(PurseProcess in) {
        assertThat(in.repository.pipelines()).isZero();
        assertThat(database.number("SELECT position FROM event_store.head"))
                .isEqualTo(database.number("SELECT count(*) FROM event_store.event"));
    }

    @Test
    void spendsExactlyWhatThereIsInFewCommits() throws Exception {
        process.send(Move.put(purse, 500));
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        List<Future<?>> work = new ArrayList<>();
        for (int caller = 0; caller < 64; caller++) {
            work.add(callers.submit(() -> {
                for (int i = 0; i < 10; i++) {
                    try {
                        process.send(Move.take(purse, 1));
                        taken.incrementAndGet();
                    } catch (Refused no) {
                        refused.incrementAndGet();
                    }
                }
            }));
        }
        for (Future<?> done : work) {
            done.get();
        }

        assertThat(taken).hasValue(500);
        assertThat(refused).hasValue(140);
        assertThat(balance(purse)).isZero();
        assertThat(database.number("SELECT count(DISTINCT recorded_at) FROM event_store.command"))
                .isLessThan(250);
        assertIdle(process);
    }

    @Test
    void recordsCommandsOfOneStreamInOneCommitInTheirOrder() throws Exception {
        List<Future<RecordedCommand>> answers = new ArrayList<>();
        try (Connection holder = holdHead()) {
            Future<RecordedCommand> first = occupy(process, 1);
            answers.add(queue(Move.put(purse, 5).inParts(2)));
            answers.add(queue(Move.take(purse, 9)));
            answers.add(queue(Move.nothing(purse)));
            answers.add(queue(Move.take(purse, 1)));
            holder.rollback();
            assertThat(first.get().position()).isEqualTo(1);
        }

        assertThat(answers.get(0).get().version()).isEqualTo(1);
        assertThat(answers.get(1).get().version()).isEqualTo(2);
        assertThat(answers.get(2).get().version()).isEqualTo(2);
        assertThat(answers.get(3).get().version()).isEqualTo(3);
        assertThat(balance(purse)).isZero();
        assertThat(database.number("SELECT count(DISTINCT recorded_at) FROM event_store.command"))
                .isEqualTo(2);
        assertIdle(process);
    }

    @Test
    void decidesAgainWhatFollowsATakenClaim() throws Exception {
        process.send(Move.put(PurseProcess.newPurse(), 1).claiming("a"));
        process.send(Move.put(purse, 100));
        Future<RecordedCommand> claims;
        Future<RecordedCommand> fits;
        Future<RecordedCommand> exceeds;
        Future<RecordedCommand> changesNothing;
        Future<RecordedCommand> last;
        try (Connection holder = holdHead()) {
            Future<RecordedCommand> first = occupy(process, 1);
            claims = queue(Move.put(purse, 50).claiming("a"));
            exceeds = queue(Move.take(purse, 140));
            changesNothing = queue(Move.nothing(purse));
            fits = queue(Move.take(purse, 10));
            last = queue(Move.put(purse, 7).inParts(2));
            holder.rollback();
            first.get();
        }

        assertThat(failure(claims)).isInstanceOf(ClaimTaken.class);
        assertThat(failure(exceeds)).isInstanceOf(Refused.class);
        assertThat(changesNothing.get().version()).isNotNegative();
        assertThat(fits.get().version()).isPositive();
        assertThat(last.get().version()).isPositive();
        assertThat(balance(purse)).isEqualTo(104);
        assertIdle(process);
    }

    @Test
    void decidesARefusalAgainWhenWhatItWasDecidedOnIsNotRecorded() throws Exception {
        process.send(Move.put(PurseProcess.newPurse(), 1).claiming("a"));
        process.send(Move.put(purse, 100));
        Future<RecordedCommand> claims;
        Future<RecordedCommand> refusedAtFirst;
        try (Connection holder = holdHead()) {
            Future<RecordedCommand> first = occupy(process, 1);
            claims = queue(Move.take(purse, 100).claiming("a"));
            refusedAtFirst = submit(UUID.randomUUID(), Move.take(purse, 60));
            Future<RecordedCommand> after = queue(Move.put(purse, 1));
            assertThat(refusedAtFirst.isDone()).isFalse();
            holder.rollback();
            first.get();
            after.get();
        }

        assertThat(failure(claims)).isInstanceOf(ClaimTaken.class);
        assertThat(refusedAtFirst.get().version()).isPositive();
        assertThat(balance(purse)).isEqualTo(41);
    }

    @Test
    void answersARefusalOnlyWhenWhatItWasDecidedOnIsDurable() throws Exception {
        process.send(Move.put(purse, 100));
        try (Connection holder = holdHead()) {
            Future<RecordedCommand> first = occupy(process, 1);
            Future<RecordedCommand> takes = queue(Move.take(purse, 100));
            Future<RecordedCommand> refused = submit(UUID.randomUUID(), Move.take(purse, 60));
            Future<RecordedCommand> after = queue(Move.put(purse, 1));
            assertThat(refused.isDone()).isFalse();
            holder.rollback();
            first.get();
            takes.get();
            after.get();
            assertThat(failure(refused)).isInstanceOf(Refused.class);
        }
    }

    @Test
    void decidesAgainWhatFollowsACommandThatWasRecordedBefore() throws Exception {
        UUID known = UUID.randomUUID();
        RecordedCommand recorded = process.send(known, Move.put(purse, 100));
        Future<RecordedCommand> again;
        Future<RecordedCommand> next;
        try (Connection holder = holdHead()) {
            Future<RecordedCommand> first = occupy(process, 1);
            again = queue(known, Move.put(purse, 100));
            next = queue(Move.take(purse, 30));
            holder.rollback();
            first.get();
        }

        assertThat(failure(again))
                .isInstanceOfSatisfying(
                        CommandAlreadyRecorded.class,
                        duplicate -> assertThat(duplicate.recorded()).isEqualTo(recorded));
        assertThat(next.get().version()).isEqualTo(1);
        assertThat(balance(purse)).isEqualTo(70);
    }

    @Test
    void failsACommandThatPostgresRefusesAloneAndDecidesItsFollowersAgain() throws Exception {
        process.send(Move.put(purse, 100));
        Future<RecordedCommand> before;
        Future<RecordedCommand> poison;
        Future<RecordedCommand> refusedAtFirst;
        List<Future<RecordedCommand>> after = new ArrayList<>();
        Future<RecordedCommand> elsewhere;
        try (Connection holder = holdHead()) {
            Future<RecordedCommand> first = occupy(process, 1);
            before = queue(Move.put(purse, 50));
            // A text of PostgreSQL's holds no such character.
            poison = queue(Move.take(purse, 140), Map.of(RecordCommands.FINGERPRINT, "\u0000"));
            refusedAtFirst = submit(UUID.randomUUID(), Move.take(purse, 60));
            for (int i = 0; i < 5; i++) {
                after.add(queue(Move.take(purse, 1).inParts(2)));
                after.add(queue(Move.nothing(purse)));
            }
            elsewhere = queue(Move.put(PurseProcess.newPurse(), 1));
            assertThat(refusedAtFirst.isDone()).isFalse();
            holder.rollback();
            first.get();
        }

        assertThat(before.get().version()).isEqualTo(1);
        assertThat(failure(poison)).isExactlyInstanceOf(EventStoreException.class);
        assertThat(refusedAtFirst.get().version()).isGreaterThan(1);
        for (Future<RecordedCommand> follower : after) {
            assertThat(follower.get().version()).isPositive();
        }
        assertThat(elsewhere.get().version()).isZero();
        assertThat(balance(purse)).isEqualTo(80);
        assertIdle(process);
    }

    @Test
    void recordsNothingOfAPipelineWhoseSubjectWasErasedElsewhereMeanwhile() throws Exception {
        RecordedCommand last = process.send(Move.put(purse, 100));
        List<Future<RecordedCommand>> late = new ArrayList<>();
        Future<RecordedCommand> exceeds;
        Future<RecordedCommand> refused;
        Future<RecordedCommand> somebodyElses;
        RecordedCommand erasure;
        try (Connection holder = holdHead()) {
            Future<RecordedCommand> first = occupy(process, 1);
            late.add(queue(Move.put(purse, 1)));
            exceeds = queue(Move.take(purse, 101));
            refused = submit(UUID.randomUUID(), Move.take(purse, 1_000));
            late.add(queue(Move.put(purse, 5).inParts(2)));
            somebodyElses = queue(Move.put(PurseProcess.newPurse(), 1));
            erasure = foreign(holder, erasing(purse.id()));
            holder.commit();
            first.get();
        }

        for (Future<RecordedCommand> command : late) {
            assertThat(failure(command))
                    .isInstanceOf(SubjectErased.class)
                    .hasMessageContaining(purse.id().toString());
        }
        // What would have paid for it was not recorded.
        assertThat(failure(exceeds)).isInstanceOf(Refused.class);
        assertThat(failure(refused)).isInstanceOf(Refused.class);
        assertThat(somebodyElses.get().position()).isGreaterThan(erasure.position());
        assertNothingAfter(erasure, last);
        assertIdle(process);
    }

    @Test
    void dividesAPipelineWhereTheErasureIs() throws Exception {
        process.send(Move.put(purse, 100));
        Future<RecordedCommand> before;
        Future<RecordedCommand> erases;
        Future<RecordedCommand> after;
        Future<RecordedCommand> follows;
        try (Connection holder = holdHead()) {
            Future<RecordedCommand> first = occupy(process, 1);
            before = queue(Move.take(purse, 10));
            erases = queued(() -> process.history.append(erasing(purse.id())));
            after = queue(Move.take(purse, 20));
            follows = queue(Move.take(purse, 30));
            holder.rollback();
            first.get();
        }

        assertThat(before.get().version()).isEqualTo(1);
        assertThat(failure(after)).isInstanceOf(SubjectErased.class);
        assertThat(failure(follows)).isInstanceOf(SubjectErased.class);
        assertNothingAfter(erases.get(), before.get());
        assertThat(balance(purse)).isEqualTo(90);
        assertIdle(process);
    }

    @Test
    void decidesAgainWhatFollowsACommandOfAnErasedSender() throws Exception {
        UUID erased = UUID.randomUUID();
        process.send(Move.put(purse, 100));
        Future<RecordedCommand> late;
        Future<RecordedCommand> exceeds;
        Future<RecordedCommand> fits;
        Future<RecordedCommand> last;
        try (Connection holder = holdHead()) {
            Future<RecordedCommand> first = occupy(process, 1);
            Future<RecordedCommand> erases = queued(() -> process.history.append(erasing(erased)));
            late = queue(Move.put(purse, 50), Map.of(RecordCommands.USER_ID, erased.toString()));
            exceeds = queue(Move.take(purse, 140));
            fits = queue(Move.take(purse, 10));
            last = queue(Move.put(purse, 3).inParts(2));
            holder.rollback();
            first.get();
            erases.get();
        }

        assertThat(failure(late)).isInstanceOf(SubjectErased.class).hasMessageContaining(erased.toString());
        assertThat(failure(exceeds)).isInstanceOf(Refused.class);
        assertThat(fits.get().version()).isPositive();
        assertThat(last.get().version()).isPositive();
        assertThat(balance(purse)).isEqualTo(96);
        assertThat(database.number("SELECT count(*) FROM event_store.event WHERE user_id = '" + erased + "'"))
                .isZero();
        assertIdle(process);
    }

    @Test
    void recordsNothingAfterAnErasureThatRacesWithPipelinesOfTwoProcesses() throws Exception {
        long seed = System.nanoTime();
        System.out.println("PipelineTest seed " + seed);
        PurseProcess other = process(LONG);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int round = 0; round < 5; round++) {
            StreamName raced = PurseProcess.newPurse();
            // More than can be taken before the erasure comes, however slow the machine.
            process.send(Move.put(raced, 1_000_000));
            int eraseAfter = random.nextInt(1, 60);
            AtomicInteger acknowledged = new AtomicInteger();
            Map<UUID, Long> recorded = Collections.synchronizedMap(new HashMap<>());
            List<Future<?>> work = new ArrayList<>();
            for (int caller = 0; caller < 16; caller++) {
                PurseProcess in = caller % 2 == 0 ? process : other;
                work.add(callers.submit(() -> {
                    while (true) {
                        UUID id = UUID.randomUUID();
                        try {
                            recorded.put(id, in.send(id, Move.take(raced, 1)).position());
                            acknowledged.incrementAndGet();
                        } catch (SubjectErased done) {
                            return null;
                        }
                    }
                }));
            }
            Awaitility.await().atMost(LONG).until(() -> acknowledged.get() >= eraseAfter);
            long erasure = other.history.append(erasing(raced.id())).position();
            for (Future<?> done : work) {
                done.get();
            }

            assertThat(recorded.values()).allMatch(position -> position < erasure);
            assertThat(balance(raced)).isEqualTo(1_000_000 - recorded.size());
            assertThat(database.number("SELECT count(*) FROM event_store.event WHERE stream_id = '" + raced.id() + "'"))
                    .isEqualTo(1 + recorded.size());
        }
        assertIdle(process);
        assertIdle(other);
    }

    private void assertNothingAfter(RecordedCommand erasure, RecordedCommand last) {
        assertThat(last.position()).isLessThan(erasure.position());
        assertThat(database.number(
                        "SELECT max(position) FROM event_store.event WHERE stream_id = '" + purse.id() + "'"))
                .isEqualTo(last.position());
        assertThat(database.number("SELECT count(*) FROM event_store.command WHERE stream_id = '" + purse.id()
                        + "' AND position > " + erasure.position()))
                .isZero();
    }

    /** Where a caller is: waiting for its turn in the stream's pipeline, or for the commit. */
    private static boolean isIn(Thread caller, Class<?> type, String method) {
        return List.of(caller.getStackTrace()).stream()
                .anyMatch(frame -> frame.getClassName().equals(type.getName())
                        && frame.getMethodName().equals(method));
    }

    /** A caller on a thread that can be looked at. */
    private Thread call(PurseProcess in, Move move, Map<Move, Object> answers) {
        return Thread.ofVirtual().start(() -> {
            try {
                answers.put(move, in.send(move));
            } catch (RuntimeException failed) {
                answers.put(move, failed);
            }
        });
    }

    private static void awaitTurnless(List<Thread> waiting) {
        Awaitility.await()
                .atMost(LONG)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> waiting.stream().allMatch(caller -> isIn(caller, StreamPipeline.class, "enter")));
    }

    @Test
    void decidesInTheOrderOfArrival() throws Exception {
        process = new PurseProcess(database, LONG, AppendLimits.DEFAULT, 2);
        processes.add(process);
        process.send(Move.put(purse, 1_000));
        Map<Move, Object> answers = new ConcurrentHashMap<>();
        List<Thread> waiting = new ArrayList<>();
        try (Connection holder = holdHead()) {
            Thread first = call(process, Move.take(purse, 1), answers);
            awaitBlocked(1);
            Future<RecordedCommand> second = queue(Move.take(purse, 2));
            for (int i = 3; i <= 30; i++) {
                waiting.add(call(process, Move.take(purse, i), answers));
                awaitTurnless(waiting);
            }
            holder.rollback();
            first.join();
            assertThat(second.get().version()).isEqualTo(2);
        }
        for (Thread caller : waiting) {
            caller.join();
        }

        for (int i = 3; i <= 30; i++) {
            assertThat(answers.get(Move.take(purse, i)))
                    .isInstanceOfSatisfying(
                            RecordedCommand.class,
                            recorded -> assertThat(recorded.version()).isPositive());
        }
        List<Long> amounts = new ArrayList<>();
        process.store
                .readEvents(purse.toString(), 1)
                .forEachRemaining(event -> amounts.add(-((MoneyMoved) event.getPayload()).amount()));
        assertThat(amounts).isSorted().hasSize(30);
        assertIdle(process);
    }

    /** Stops every append that is not of one unit of money as long as the connection is open. */
    private Connection holdAllButOne() throws SQLException {
        database.executeAsOwner("""
                CREATE FUNCTION event_store.held() RETURNS trigger
                    LANGUAGE plpgsql AS
                $$
                BEGIN
                    IF new.payload NOT LIKE '%"amount":-1,%' THEN
                        PERFORM pg_catalog.pg_advisory_xact_lock_shared(42);
                    END IF;
                    RETURN new;
                END
                $$;
                CREATE TRIGGER held BEFORE INSERT ON event_store.event FOR EACH ROW EXECUTE FUNCTION event_store.held();
                """);
        Connection holder = database.login("migrator").connect();
        holder.createStatement().execute("SELECT pg_advisory_lock(42)");
        return holder;
    }

    @Test
    void whoeverIsDecidedAgainKeepsItsPlaceBeforeThoseWhoCameLater() throws Exception {
        int depth = 2;
        process = new PurseProcess(database, LONG, AppendLimits.DEFAULT, depth);
        processes.add(process);
        process.send(Move.put(PurseProcess.newPurse(), 1).claiming("held"));
        process.send(Move.put(purse, 1_000));
        Map<Move, Object> answers = new ConcurrentHashMap<>();
        List<Thread> later = new ArrayList<>();
        Thread again;
        try (Connection _ = holdAllButOne()) {
            try (Connection holder = holdHead()) {
                Thread claims = call(process, Move.take(purse, 1).claiming("held"), answers);
                awaitBlocked(1);
                again = call(process, Move.take(purse, 2), answers);
                Awaitility.await().atMost(LONG).until(() -> process.history.queued() == 1);
                for (int i = 0; i < 20; i++) {
                    later.add(call(process, Move.take(purse, 10 + i), answers));
                    awaitTurnless(later);
                }
                holder.rollback();
                claims.join();
            }
            // The next batch is under way, so whoever was decided on the claim has been told; when it waits, it is for
            // its
            // turn or for its second attempt.
            awaitBlocked(1);
            Awaitility.await()
                    .atMost(LONG)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> waitingForTheirTurn(later) + waitingForTheirTurn(List.of(again)) == 21 - depth
                            && again.getState() == Thread.State.TIMED_WAITING);
        }
        again.join();
        for (Thread caller : later) {
            caller.join();
        }

        assertThat(answers.get(Move.take(purse, 1).claiming("held"))).isInstanceOf(ClaimTaken.class);
        assertThat(answers.get(Move.take(purse, 2)))
                .isInstanceOfSatisfying(
                        RecordedCommand.class,
                        recorded -> assertThat(recorded.version()).isBetween(1L, 1L + depth));
        assertThat(answers.values().stream().filter(RecordedCommand.class::isInstance))
                .hasSize(21);
        assertIdle(process);
    }

    private static long waitingForTheirTurn(List<Thread> threads) {
        return threads.stream()
                .filter(caller -> isIn(caller, StreamPipeline.class, "enter"))
                .count();
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1})
    void recordsNothingOnAVersionThatAnotherProcessMade(int batch) throws Exception {
        process = new PurseProcess(database, LONG, new AppendLimits(4_096, 1 << 20, batch, 1 << 20), 256);
        processes.add(process);
        process.send(Move.put(purse, 100));
        Future<RecordedCommand> conflicts;
        Future<RecordedCommand> nothing;
        Future<RecordedCommand> fits;
        try (Connection holder = holdHead()) {
            Future<RecordedCommand> first = occupy(process, 1);
            conflicts = queue(Move.take(purse, 80));
            nothing = queue(Move.nothing(purse));
            fits = queue(Move.take(purse, 20));
            foreign(holder, taken(1, 70, 30));
            holder.commit();
            first.get();
        }

        assertThat(failure(conflicts)).isInstanceOf(Refused.class);
        assertThat(nothing.get().version()).isPositive();
        assertThat(fits.get().version()).isEqualTo(2);
        assertThat(balance(purse)).isEqualTo(10);
        assertIdle(process);
    }

    @Test
    void saysOfNoClaimThatItIsTakenWhenItWasWantedInAStateThatNeverWas() throws Exception {
        process.send(Move.put(PurseProcess.newPurse(), 1).claiming("held"));
        process.send(Move.put(purse, 100));
        Future<RecordedCommand> conflicts;
        Future<RecordedCommand> claims;
        try (Connection holder = holdHead()) {
            Future<RecordedCommand> first = occupy(process, 1);
            conflicts = queue(Move.put(purse, 50));
            claims = queue(Move.take(purse, 120).claiming("held"));
            foreign(holder, taken(1, 90, 10));
            holder.commit();
            first.get();
        }

        assertThat(conflicts.get().version()).isEqualTo(2);
        assertThat(failure(claims)).isInstanceOf(Refused.class);
        assertThat(balance(purse)).isEqualTo(60);
    }

    @Test
    void givesTheSameCommandOneEffectAndOneAnswer() throws Exception {
        process.send(Move.put(purse, 10));
        UUID id = UUID.randomUUID();
        List<Future<RecordedCommand>> answers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            answers.add(callers.submit(() -> {
                try {
                    // The second one would be refused on what the first one leaves.
                    return process.send(id, Move.take(purse, 10));
                } catch (CommandAlreadyRecorded known) {
                    return known.recorded();
                }
            }));
        }

        RecordedCommand recorded = answers.getFirst().get();
        for (Future<RecordedCommand> answer : answers) {
            assertThat(answer.get()).isEqualTo(recorded);
        }
        assertThat(balance(purse)).isZero();
        assertThat(database.number("SELECT count(*) FROM event_store.event")).isEqualTo(2);
    }

    @Test
    void keepsOnlyDurableStates() throws Exception {
        RecordedCommand durable = process.send(Move.put(purse, 100));
        List<Future<RecordedCommand>> answers = new ArrayList<>();
        try (Connection holder = holdHead()) {
            answers.add(occupy(process, 1));
            for (int i = 0; i < 5; i++) {
                answers.add(queue(Move.take(purse, 1)));
            }
            assertThat(Objects.requireNonNull(process.durable.find(purse.toString()))
                            .version())
                    .isEqualTo(durable.version());
            assertThat(process.repository.pipelines()).isEqualTo(2);
            holder.rollback();
            for (Future<RecordedCommand> answer : answers) {
                answer.get();
            }
        }

        assertThat(Objects.requireNonNull(process.durable.find(purse.toString()))
                        .version())
                .isEqualTo(5);
        assertIdle(process);
    }

    @Test
    void refusesNothingOnAStateThatAnotherProcessHasChanged() {
        PurseProcess other = process(LONG);
        process.send(Move.put(purse, 1));
        other.send(Move.put(purse, 100));

        assertThat(process.send(Move.take(purse, 101)).version()).isEqualTo(2);
    }

    @Test
    void saysHonestlyWhatBecomesOfFollowersAtTheDeadline() throws Exception {
        process = process(Duration.ofMillis(1_500));
        process.send(Move.put(purse, 100));
        try (Connection holder = holdHead()) {
            Future<RecordedCommand> sent = submit(UUID.randomUUID(), Move.take(purse, 100));
            awaitBlocked(1);
            Future<RecordedCommand> follows = queue(Move.put(purse, 5));
            Future<RecordedCommand> refused = submit(UUID.randomUUID(), Move.take(purse, 200));

            assertThat(failure(sent)).isInstanceOf(OutcomeUnknown.class);
            assertThat(failure(follows)).isExactlyInstanceOf(HistoryUnreachable.class);
            assertThat(failure(refused)).isNotNull();
            holder.rollback();
        }

        Awaitility.await()
                .atMost(LONG)
                .ignoreExceptions()
                .until(() -> process.send(Move.put(purse, 1)).version() > 0);
        assertThat(balance(purse)).isIn(1L, 101L);
        assertThat(process.repository.pipelines()).isZero();
    }

    @Test
    void refusesWhatMayNotWait() throws Exception {
        process = new PurseProcess(database, LONG, new AppendLimits(2, 1 << 20, 2, 1 << 20), 1);
        processes.add(process);
        process.send(Move.put(purse, 100));
        List<Future<RecordedCommand>> answers = new ArrayList<>();
        int busy = 0;
        try (Connection holder = holdHead()) {
            answers.add(submit(UUID.randomUUID(), Move.take(purse, 1)));
            awaitBlocked(1);
            for (int i = 0; i < 6; i++) {
                answers.add(submit(UUID.randomUUID(), Move.take(purse, 1)));
            }
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> answers.stream().filter(Future::isDone).count() == 4);
            holder.rollback();
        }
        for (Future<RecordedCommand> answer : answers) {
            if (answer.state() == Future.State.FAILED) {
                assertThat(failure(answer)).isInstanceOf(HistoryBusy.class);
                busy++;
            } else {
                answer.get();
            }
        }

        assertThat(busy).isEqualTo(4);
        assertThat(balance(purse)).isEqualTo(97);
        assertIdle(process);
    }

    @Test
    void losesNothingAmongTwoProcessesOnTheSameStreams() throws Exception {
        long seed = System.nanoTime();
        System.out.println("PipelineTest seed " + seed);
        PurseProcess other = process(LONG);
        List<StreamName> purses = List.of(purse, PurseProcess.newPurse(), PurseProcess.newPurse());
        List<AtomicLong> expected =
                purses.stream().map(each -> new AtomicLong(20)).toList();
        purses.forEach(each -> process.send(Move.put(each, 20)));
        process.send(Move.put(PurseProcess.newPurse(), 1).claiming("held"));
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger claims = new AtomicInteger();
        List<Future<?>> work = new ArrayList<>();
        for (int caller = 0; caller < 24; caller++) {
            PurseProcess in = caller % 2 == 0 ? process : other;
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(seed + caller);
            work.add(callers.submit(() -> {
                for (int i = 0; i < 15; i++) {
                    int on = random.nextInt(purses.size());
                    long amount = random.nextInt(-12, 12);
                    Move move = new Move(purses.get(on), amount, random.nextInt(3), null);
                    if (random.nextInt(8) == 0) {
                        move = move.claiming("held");
                    }
                    try {
                        in.send(move);
                        expected.get(on).addAndGet(move.amount() * move.parts());
                    } catch (Refused no) {
                        refused.incrementAndGet();
                    } catch (ClaimTaken taken) {
                        claims.incrementAndGet();
                    }
                }
            }));
        }
        for (Future<?> done : work) {
            done.get();
        }

        for (int i = 0; i < purses.size(); i++) {
            assertThat(balance(purses.get(i))).isEqualTo(expected.get(i).get());
        }
        assertThat(claims.get()).isPositive();
        assertIdle(process);
        assertIdle(other);
    }

    @Test
    void opensAStreamFromASnapshotOfDurableEvents() throws Exception {
        List<Future<RecordedCommand>> answers = new ArrayList<>();
        for (int i = 0; i < 2 * PurseProcess.SNAPSHOT_EVERY + 10; i++) {
            answers.add(submit(UUID.randomUUID(), Move.put(purse, 1)));
        }
        for (Future<RecordedCommand> answer : answers) {
            answer.get();
        }
        assertThat(database.number("SELECT version FROM event_store.snapshot"))
                .isGreaterThanOrEqualTo(PurseProcess.SNAPSHOT_EVERY - 1);

        assertThat(process(LONG).send(Move.take(purse, 110)).version()).isEqualTo(110);
        assertThat(balance(purse)).isZero();
    }
}
