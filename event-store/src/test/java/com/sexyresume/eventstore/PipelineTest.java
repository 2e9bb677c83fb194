package com.sexyresume.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.eventstore.Purse.MoneyMoved;
import com.sexyresume.eventstore.Purse.Move;
import com.sexyresume.eventstore.Purse.Refused;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
        int before = process.history.queued();
        Future<RecordedCommand> answer = submit(commandId, move);
        Awaitility.await()
                .atMost(LONG)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> process.history.queued() == before + 1);
        return answer;
    }

    private Future<RecordedCommand> queue(Move move) {
        return queue(UUID.randomUUID(), move);
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
    void recordsNothingOnAVersionThatAnotherProcessMade() throws Exception {
        PurseProcess other = process(LONG);
        process.send(Move.put(purse, 100));
        Future<RecordedCommand> foreign;
        Future<RecordedCommand> conflicts;
        Future<RecordedCommand> nothing;
        Future<RecordedCommand> fits;
        try (Connection holder = holdHead()) {
            Future<RecordedCommand> first = occupy(process, 1);
            // It stands in line for the head behind the first, and before what queues there now.
            foreign = callers.submit(() -> other.send(Move.take(purse, 80)));
            awaitBlocked(2);
            conflicts = queue(Move.take(purse, 80));
            nothing = queue(Move.nothing(purse));
            fits = queue(Move.take(purse, 20));
            holder.rollback();
            first.get();
        }

        assertThat(foreign.get().version()).isEqualTo(1);
        assertThat(failure(conflicts)).isInstanceOf(Refused.class);
        assertThat(nothing.get().version()).isPositive();
        assertThat(fits.get().version()).isEqualTo(2);
        assertThat(balance(purse)).isZero();
        assertIdle(process);
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
