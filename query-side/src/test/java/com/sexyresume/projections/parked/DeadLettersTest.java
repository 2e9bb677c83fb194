package com.sexyresume.projections.parked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.sexyresume.events.credits.CreditsEvent;
import com.sexyresume.projections.DeadLetterProperties;
import com.sexyresume.projections.DeadLetters;
import com.sexyresume.projections.NotesProjector;
import com.sexyresume.projections.Parked;
import com.sexyresume.projections.Projections;
import com.sexyresume.projections.ProjectionsTest;
import com.sexyresume.projections.parked.DeadLettersController.ParkedSequence;
import com.sexyresume.projections.parked.ParkedSequences.AllRetried;
import com.sexyresume.projections.parked.ParkedSequences.Discarded;
import com.sexyresume.projections.parked.ParkedSequences.Retried;
import com.sexyresume.query.QueryDatabase;
import com.sexyresume.query.TestHistory;
import com.sexyresume.reading.NoSuchRow;
import com.sexyresume.reading.NotAllowed;
import com.sexyresume.reading.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A poison event parks its sequence and nothing else: in order, once, and until somebody says otherwise. */
@Execution(ExecutionMode.CONCURRENT)
class DeadLettersTest {

    private static final UUID ALICE = UUID.fromString("00000000-0000-4000-8000-00000000a11c");
    private static final UUID BOB = UUID.fromString("00000000-0000-4000-8000-000000000b0b");
    private static final UUID AUDITOR = UUID.fromString("00000000-0000-4000-8000-0000000a0d17");
    private static final UUID ADMIN = UUID.fromString("00000000-0000-4000-8000-00000000ad01");
    private static final Duration SOON = Duration.ofSeconds(30);

    private QueryDatabase database;
    private TestHistory history;
    private final NotesProjector projector = new NotesProjector();
    private DataSource projection;
    private Projections projections;
    private DeadLettersController controller;
    private JdbcClient superuser;

    @BeforeEach
    void migrate() {
        database = QueryDatabase.fresh();
        database.asOwner(NotesProjector.TABLES);
        // What a poison event meets: a rule of the table that the projector does not know.
        database.asOwner("ALTER TABLE notes ADD CONSTRAINT notes_amount CHECK (amount < 1000)");
        history = new TestHistory(database);
        superuser = database.superuser();
        database.admin(AUDITOR, "auditor");
        database.admin(ADMIN, "admin");
        projection = database.pool("projector", 6);
        projections = projections(DeadLetterProperties.DEFAULT);
        controller = new DeadLettersController(
                database.reader(2), new ParkedSequences(history.engine(), List.of(projector), projection, 5));
    }

    private Projections projections(DeadLetterProperties limits) {
        return new Projections(
                history.store(),
                List.of(projector),
                projection,
                ProjectionsTest.properties(10, ProjectionsTest.SHORT_PAUSE),
                limits);
    }

    @AfterEach
    void close() {
        projections.stop();
        history.close();
        database.close();
    }

    @Test
    void aPoisonEventParksItsSequenceAndTheRestGoesOn() {
        award(ALICE, 1, 2);
        award(BOB, 1);
        long poison = award(ALICE, 5000);
        award(BOB, 2);
        long behind = award(ALICE, 3);
        long last = award(BOB, 3);
        projections.start();
        awaitToken(last);

        assertThat(amounts(ALICE)).containsExactly(1, 2);
        assertThat(amounts(BOB)).containsExactly(1, 2, 3);
        assertThat(letters()).containsExactly(poison, behind);
        ParkedSequence parked = onlyParked();
        assertThat(parked.sequence()).isEqualTo(ALICE.toString());
        assertThat(parked.firstPosition()).isEqualTo(poison);
        assertThat(parked.events()).isEqualTo(2);
        assertThat(parked.attempts()).isEqualTo(3);
        assertThat(parked.cause().sqlState()).isEqualTo("23514");
        assertThat(parked.cause().code()).isEqualTo("constraint-violated");
        assertThat(parked.cause().exception()).isEqualTo("org.springframework.dao.DataIntegrityViolationException");
        assertThat(projections.failing()).isEmpty();
        await().atMost(SOON)
                .until(
                        () -> projections.parked(),
                        counted -> counted.equals(List.of(new Parked(NotesProjector.NAME, 1, 2))));
    }

    @Test
    void whatComesLaterInAParkedSequenceIsParkedBehindItAlsoAfterARestart() {
        long poison = award(ALICE, 5000);
        projections.start();
        awaitToken(poison);
        long second = award(ALICE, 1);
        awaitToken(second);
        projections.stop();
        projections = projections(DeadLetterProperties.DEFAULT);
        projections.start();
        long third = award(ALICE, 2);
        long others = award(BOB, 7);
        awaitToken(others);
        assertThat(letters()).containsExactly(poison, second, third);
        assertThat(amounts(ALICE)).isEmpty();
        assertThat(amounts(BOB)).containsExactly(7);
    }

    /** Which events were projected, in which order, is what the plain rules say, whatever the batches were. */
    @Test
    void randomPoisonIsTakenApartAsThePlainRulesSay() {
        long seed = new Random().nextLong();
        System.out.println("Random poison, seed " + seed);
        Random random = new Random(seed);
        List<UUID> users = IntStream.range(0, 12).mapToObj(i -> new UUID(7, i)).toList();
        Map<UUID, List<Integer>> expected = new HashMap<>();
        Map<UUID, List<Long>> left = new HashMap<>();
        long last = 0;
        for (int i = 0; i < 300; i++) {
            UUID user = users.get(random.nextInt(users.size()));
            int amount = random.nextInt(40) == 0 ? 1000 + i : 1 + i;
            last = award(user, amount);
            if (left.containsKey(user) || amount >= 1000) {
                left.computeIfAbsent(user, key -> new ArrayList<>()).add(last);
            } else {
                expected.computeIfAbsent(user, key -> new ArrayList<>()).add(amount);
            }
            if (i == 150) {
                projections.start();
            }
        }
        awaitToken(last);
        for (UUID user : users) {
            assertThat(amounts(user)).as("%s, seed %s", user, seed).isEqualTo(expected.getOrDefault(user, List.of()));
            assertThat(counted(user))
                    .isEqualTo(expected.getOrDefault(user, List.of()).size());
        }
        assertThat(letters())
                .as("seed %s", seed)
                .containsExactlyInAnyOrderElementsOf(
                        left.values().stream().flatMap(List::stream).toList());

        database.asOwner("ALTER TABLE notes DROP CONSTRAINT notes_amount");
        AllRetried retried = asAuditor(() -> controller.retryAll(NotesProjector.NAME));
        assertThat(retried).isEqualTo(new AllRetried(left.size(), 0, 0));
        assertThat(letters()).isEmpty();
        assertThat(superuser
                        .sql("SELECT position FROM notes ORDER BY 1")
                        .query(Long.class)
                        .list())
                .hasSize(300);
        long next = award(users.getFirst(), 1);
        awaitToken(next);
        assertThat(letters()).isEmpty();
    }

    static Stream<RuntimeException> whatMayPass() {
        return Stream.of(
                new PessimisticLockingFailureException("planted"),
                new QueryTimeoutException("planted"),
                new IllegalStateException(new java.sql.SQLException("planted", "57P01")),
                new IllegalStateException(new java.sql.SQLException("planted", "40001")),
                new IllegalStateException(new java.sql.SQLException("planted", "08006")));
    }

    @ParameterizedTest
    @MethodSource("whatMayPass")
    void whatMayPassIsTriedAgainAndNeverParked(RuntimeException fault) {
        projections = projections(new DeadLetterProperties(1, 1_000));
        AtomicInteger attempts = new AtomicInteger();
        projector.after(rows -> {
            if (attempts.incrementAndGet() <= 3) {
                throw fault;
            }
        });
        long last = award(ALICE, 1, 2);
        projections.start();
        awaitToken(last);
        assertThat(letters()).isEmpty();
        assertThat(amounts(ALICE)).containsExactly(1, 2);
        assertThat(attempts).hasValueGreaterThan(3);
    }

    @Test
    void aFaultOfTheProjectorItselfIsParkedWithoutItsWords() {
        projector.before(rows -> {});
        projector.poison(recorded -> {
            if (recorded.event().amount() == 13) {
                throw new IllegalStateException("alice@example.org is unlucky");
            }
        });
        award(ALICE, 1, 13, 2);
        long last = award(BOB, 1);
        projections.start();
        awaitToken(last);
        assertThat(amounts(ALICE)).containsExactly(1);
        assertThat(onlyParked().cause())
                .isEqualTo(
                        new DeadLettersController.Cause("java.lang.IllegalStateException", null, "projector-failed"));
        assertThat(superuser.sql("""
                        SELECT to_jsonb(s)::text FROM projections.parked_sequence s
                        UNION ALL
                        SELECT to_jsonb(l)::text FROM projections.dead_letter l
                        """).query(String.class).list()).noneMatch(row -> row.contains("example.org"));
    }

    @Test
    void whenMoreSequencesFailThanMayBeParkedTheProjectionWaits() {
        projections = projections(new DeadLetterProperties(1, 2));
        List<UUID> users = IntStream.range(0, 3).mapToObj(i -> new UUID(8, i)).toList();
        award(users.get(0), 5000);
        long second = award(users.get(1), 5000);
        projections.start();
        awaitToken(second);
        long third = award(users.get(2), 5000);
        await().atMost(SOON)
                .until(() -> projections.failing(), failing -> failing.equals(List.of(NotesProjector.NAME)));
        assertThat(token()).isLessThan(third);
        assertThat(letters()).hasSize(2);
        database.asOwner("ALTER TABLE notes DROP CONSTRAINT notes_amount");
        awaitToken(third);
        assertThat(amounts(users.get(2))).containsExactly(5000);
        await().atMost(SOON).until(() -> projections.failing().isEmpty());
    }

    @Test
    void aRetryThatSucceedsProjectsTheSequenceInOrderAndLetsItGo() {
        long last = award(ALICE, 1, 5000, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        projections.start();
        awaitToken(last);
        assertThat(letters()).hasSize(10);
        database.asOwner("ALTER TABLE notes DROP CONSTRAINT notes_amount");
        Retried retried = asAuditor(() -> controller.retry(NotesProjector.NAME, ALICE.toString()));
        assertThat(retried).isEqualTo(new Retried(ALICE.toString(), 10, 0));
        assertThat(amounts(ALICE)).containsExactly(1, 5000, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(counted(ALICE)).isEqualTo(11);
        assertThat(letters()).isEmpty();
        long next = award(ALICE, 11);
        awaitToken(next);
        assertThat(amounts(ALICE)).endsWith(11).hasSize(12);
    }

    @Test
    void aRetryThatFailsStaysWhereItFailedWithOneAttemptMore() {
        award(ALICE, 5000, 1);
        long again = award(ALICE, 6000);
        long last = award(ALICE, 2);
        projections.start();
        awaitToken(last);
        retryStays(4, 4);
        database.asOwner("""
                ALTER TABLE notes DROP CONSTRAINT notes_amount;
                ALTER TABLE notes ADD CONSTRAINT notes_amount CHECK (amount < 5500)
                """);
        Retried retried = asAuditor(() -> controller.retry(NotesProjector.NAME, ALICE.toString()));
        assertThat(retried).isEqualTo(new Retried(ALICE.toString(), 2, 2));
        assertThat(amounts(ALICE)).containsExactly(5000, 1);
        assertThat(onlyParked().firstPosition()).isEqualTo(again);
        assertThat(onlyParked().attempts()).isEqualTo(5);
    }

    private void retryStays(int attempts, long left) {
        Retried retried = asAuditor(() -> controller.retry(NotesProjector.NAME, ALICE.toString()));
        assertThat(retried).isEqualTo(new Retried(ALICE.toString(), 0, left));
        assertThat(onlyParked().attempts()).isEqualTo(attempts);
        assertThat(amounts(ALICE)).isEmpty();
    }

    @Test
    void aRetryRunsWhileOthersAreProjectedAndNothingIsDoneTwice() throws Exception {
        long last = award(ALICE, 5000);
        projections.start();
        awaitToken(last);
        database.asOwner("ALTER TABLE notes DROP CONSTRAINT notes_amount");
        Set<UUID> retried = ConcurrentHashMap.newKeySet();
        Thread retrying = Thread.ofPlatform().start(() -> {
            while (!letters().isEmpty()) {
                asAuditor(() -> controller.retryAll(NotesProjector.NAME));
            }
            retried.add(ALICE);
        });
        List<Integer> expected = new ArrayList<>(List.of(5000));
        long position = last;
        for (int i = 1; i <= 60; i++) {
            position = award(ALICE, i);
            expected.add(i);
        }
        retrying.join();
        awaitToken(position);
        asAuditor(() -> controller.retryAll(NotesProjector.NAME));
        assertThat(retried).containsExactly(ALICE);
        assertThat(amounts(ALICE)).isEqualTo(expected);
        assertThat(counted(ALICE)).isEqualTo(expected.size());
    }

    @Test
    void aDiscardLetsGoAndIsRecorded() {
        long poison = award(ALICE, 5000);
        award(ALICE, 1);
        long last = award(BOB, 6000);
        projections.start();
        awaitToken(last);
        Discarded first = asAuditor(() -> controller.discard(NotesProjector.NAME, ALICE.toString(), true));
        assertThat(first.firstPosition()).isEqualTo(poison);
        assertThat(first.events()).isEqualTo(1);
        asAuditor(() -> controller.retry(NotesProjector.NAME, ALICE.toString()));
        assertThat(amounts(ALICE)).containsExactly(1);
        asAuditor(() -> controller.discard(NotesProjector.NAME, BOB.toString(), false));
        assertThat(letters()).isEmpty();
        var discards = asAuditor(() -> controller.discards(NotesProjector.NAME, 1, null));
        assertThat(discards.items()).singleElement().satisfies(discard -> {
            assertThat(discard.sequence()).isEqualTo(BOB.toString());
            assertThat(discard.discardedBy()).isEqualTo(AUDITOR);
        });
        assertThat(asAuditor(() -> controller.discards(NotesProjector.NAME, 1, discards.next()))
                        .items())
                .extracting(DeadLettersController.Discard::id)
                .containsExactly(first.id());
        assertThatExceptionOfType(NoSuchRow.class)
                .isThrownBy(() -> asAuditor(() -> controller.discard(NotesProjector.NAME, BOB.toString(), false)));
    }

    @Test
    void parkedSequencesAreListedPageByPage() {
        long last = 0;
        List<String> users = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            UUID user = UUID.randomUUID();
            users.add(user.toString());
            last = award(user, 5000 + i);
        }
        projections.start();
        awaitToken(last);
        List<String> listed = new ArrayList<>();
        String cursor = null;
        do {
            String after = cursor;
            Page<ParkedSequence> page = asAuditor(() -> controller.list(NotesProjector.NAME, 2, after));
            page.items().forEach(parked -> listed.add(parked.sequence()));
            cursor = page.next();
        } while (cursor != null);
        assertThat(listed).isEqualTo(users);
    }

    @Test
    void whatARebuildAppliedIsCleared() {
        long poison = award(ALICE, 5000);
        award(ALICE, 1);
        long other = award(BOB, 5000);
        projections.start();
        awaitToken(other);
        new DeadLetters(JdbcClient.create(projection)).clear(NotesProjector.NAME, poison);
        assertThat(letters()).hasSize(2);
        new DeadLetters(JdbcClient.create(projection)).clear(NotesProjector.NAME, other);
        assertThat(letters()).isEmpty();
        assertThat(asAuditor(() -> controller.list(NotesProjector.NAME, 10, null))
                        .items())
                .isEmpty();
    }

    @Test
    void onlyAnAuditorSeesAndChangesThem() {
        for (UUID user : List.of(ADMIN, ALICE)) {
            assertThatExceptionOfType(NotAllowed.class)
                    .isThrownBy(() -> QueryDatabase.as(user, () -> controller.list(NotesProjector.NAME, 10, null)));
            assertThatExceptionOfType(NotAllowed.class)
                    .isThrownBy(() -> QueryDatabase.as(user, () -> controller.retryAll(NotesProjector.NAME)));
            assertThatExceptionOfType(NotAllowed.class)
                    .isThrownBy(() -> QueryDatabase.as(user, () -> controller.retry(NotesProjector.NAME, "x")));
            assertThatExceptionOfType(NotAllowed.class)
                    .isThrownBy(
                            () -> QueryDatabase.as(user, () -> controller.discard(NotesProjector.NAME, "x", false)));
        }
        assertThatExceptionOfType(NoSuchRow.class)
                .isThrownBy(() -> asAuditor(() -> controller.list("absent", 10, null)));
        assertThatExceptionOfType(NoSuchRow.class)
                .isThrownBy(() -> asAuditor(() -> controller.retry(NotesProjector.NAME, "x")));
        assertThatExceptionOfType(NoSuchRow.class).isThrownBy(() -> asAuditor(() -> controller.retryAll("absent")));
    }

    private static <T> T asAuditor(java.util.function.Supplier<T> work) {
        return QueryDatabase.as(AUDITOR, work);
    }

    private ParkedSequence onlyParked() {
        Page<ParkedSequence> page = asAuditor(() -> controller.list(NotesProjector.NAME, 10, null));
        assertThat(page.items()).hasSize(1);
        return page.items().getFirst();
    }

    /** Appends an event for each amount and answers the position of the last one. */
    private long award(UUID user, int... amounts) {
        return history.append(
                "credits",
                user,
                IntStream.of(amounts)
                        .mapToObj(amount -> ProjectionsTest.awarded(user, amount))
                        .toArray(CreditsEvent[]::new));
    }

    private void awaitToken(long position) {
        await().atMost(SOON).until(this::token, token -> token >= position);
    }

    private long token() {
        return superuser
                .sql("SELECT coalesce(max(position), 0) FROM projections.token_entry WHERE processor_name = ?")
                .param(NotesProjector.NAME)
                .query(Long.class)
                .single();
    }

    private List<Integer> amounts(UUID user) {
        return superuser
                .sql("SELECT amount FROM notes WHERE user_id = ? ORDER BY position")
                .param(user)
                .query(Integer.class)
                .list();
    }

    private long counted(UUID user) {
        return superuser
                .sql("SELECT coalesce(sum(notes), 0) FROM note_counts WHERE user_id = ?")
                .param(user)
                .query(Long.class)
                .single();
    }

    private List<Long> letters() {
        return superuser
                .sql("SELECT position FROM projections.dead_letter ORDER BY sequence, position")
                .query(Long.class)
                .list();
    }
}
