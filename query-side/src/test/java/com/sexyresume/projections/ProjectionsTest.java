package com.sexyresume.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.sexyresume.events.UserId;
import com.sexyresume.events.accounts.AccountsEvent.UserRegistered;
import com.sexyresume.events.credits.CreditsEvent;
import com.sexyresume.events.credits.CreditsEvent.CreditsAwarded;
import com.sexyresume.query.QueryDatabase;
import com.sexyresume.query.TestHistory;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of a projection and the token that stands for them commit together. */
@Execution(ExecutionMode.CONCURRENT)
public class ProjectionsTest {

    private static final UUID ALICE = UUID.fromString("00000000-0000-4000-8000-00000000a11c");
    private static final Duration SOON = Duration.ofSeconds(20);

    /** What is tried again is what these tests are about, not after how long. */
    public static final Duration SHORT_PAUSE = Duration.ofMillis(200);

    private QueryDatabase database;
    private TestHistory history;
    private final NotesProjector projector = new NotesProjector();
    private Projections projections;
    private JdbcClient superuser;

    @BeforeEach
    void migrate() {
        database = QueryDatabase.fresh();
        database.asOwner(NotesProjector.TABLES);
        history = new TestHistory(database);
        superuser = database.superuser();
        projections = projections(properties(10, SHORT_PAUSE));
    }

    @AfterEach
    void close() {
        projections.stop();
        history.close();
        database.close();
    }

    @Test
    void projectsWhatItFollowsInOrderAndStoresTheToken() {
        award(25);
        history.append("account", ALICE, new UserRegistered(new UserId(ALICE), null, null));
        award(5);
        projections.start();
        awaitNotes(30);
        assertThat(projector.batches).allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(10));
        assertThat(projector.batches.stream().flatMap(List::stream))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 31)
                        .filter(position -> position != 26)
                        .boxed()
                        .toList());
        assertThat(token()).isEqualTo(31);
        assertThat(projections.failing()).isEmpty();
    }

    @Test
    void largeEventsOfABatchAreHandedOverInParts() {
        for (int event = 0; event < 9; event++) {
            history.append(
                    "credits",
                    ALICE,
                    new CreditsAwarded(
                            new UserId(ALICE), UUID.randomUUID(), 1, "test", "x".repeat(1 << 20), event + 1));
        }
        award(3);
        projections.start();
        awaitNotes(12);
        assertThat(projector.batches.stream().flatMap(List::stream))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 12).boxed().toList());
        // Each has 1.4 million characters as it is recorded, and a part ends at 4 million.
        assertThat(projector.batches)
                .filteredOn(batch -> batch.getFirst() < 9)
                .allSatisfy(batch -> assertThat(batch.stream().filter(position -> position <= 9))
                        .hasSizeLessThanOrEqualTo(3));
        assertThat(token()).isEqualTo(12);
    }

    @Test
    void goesOnBehindItsTokenAfterARestart() {
        award(3);
        projections.start();
        awaitNotes(3);
        projections.stop();
        award(2);
        projections = projections(properties(10));
        projections.start();
        awaitNotes(5);
        assertThat(projector.batches.stream().flatMap(List::stream)).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aBatchThatFailsLeavesNeitherRowsNorTokenAndIsTriedAgain() {
        AtomicInteger attempts = new AtomicInteger();
        CountDownLatch looked = new CountDownLatch(1);
        projector.after(rows -> {
            if (attempts.incrementAndGet() <= 2) {
                // What a reader outside the transaction sees when all is written but nothing is committed.
                assertThat(notes()).isZero();
                throw new PessimisticLockingFailureException("planted");
            }
            await().atMost(SOON).until(() -> looked.getCount() == 0);
        });
        award(4);
        projections.start();
        await().atMost(SOON)
                .until(() -> projections.failing(), failing -> failing.equals(List.of(NotesProjector.NAME)));
        assertThat(notes()).isZero();
        assertThat(token()).isZero();
        looked.countDown();
        awaitNotes(4);
        assertThat(attempts).hasValueGreaterThanOrEqualTo(3);
        assertThat(token()).isEqualTo(4);
        assertThat(counted()).isEqualTo(4);
        assertThat(projections.failing()).isEmpty();
    }

    @Test
    void aConnectionThatDiesInABatchLeavesNeitherRowsNorToken() {
        AtomicInteger attempts = new AtomicInteger();
        projector.after(rows -> {
            if (attempts.incrementAndGet() == 1) {
                int backend =
                        rows.sql("SELECT pg_backend_pid()").query(Integer.class).single();
                superuser
                        .sql("SELECT pg_terminate_backend(?)")
                        .param(backend)
                        .query()
                        .singleValue();
            }
        });
        award(4);
        projections.start();
        awaitNotes(4);
        assertThat(attempts).hasValueGreaterThanOrEqualTo(2);
        assertThat(token()).isEqualTo(4);
        assertThat(counted()).isEqualTo(4);
    }

    @Test
    void theTokensOwnFailureTakesTheRowsWithIt() {
        database.asSuperuser("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'planted'; END $$;
                CREATE CONSTRAINT TRIGGER refuse AFTER UPDATE OF token ON projections.token_entry
                    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
                    WHEN (new.processor_name = 'test-notes' AND new.position >= 1) EXECUTE FUNCTION refuse();
                """);
        award(4);
        projections.start();
        await().atMost(SOON).until(() -> projector.batches.size() >= 2);
        assertThat(notes()).isZero();
        database.asSuperuser("DROP TRIGGER refuse ON projections.token_entry");
        awaitNotes(4);
        assertThat(counted()).isEqualTo(4);
    }

    @Test
    void anotherProcessTakesOverWhenOneFallsSilentAndNothingIsDoneTwice() {
        award(3);
        projections.start();
        awaitNotes(3);
        // A process that was killed: its claim stays, its threads do not.
        projections.stop();
        superuser
                .sql("UPDATE projections.token_entry SET owner = 'killed', claimed_at = ? WHERE processor_name = ?")
                .params(java.time.Instant.now().toString(), NotesProjector.NAME)
                .update();
        Projections other = projections(properties(10));
        other.start();
        try {
            award(2);
            awaitNotes(5);
            assertThat(counted()).isEqualTo(5);
        } finally {
            other.stop();
        }
    }

    @Test
    void twoProjectorsOfOneNameAreRefused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Projections(
                        history.store(),
                        List.of(new NotesProjector(), new NotesProjector()),
                        database.pool("projector", 1),
                        properties(10)));
    }

    private Projections projections(QueryProperties properties) {
        DataSource projection = database.pool("projector", 4);
        return new Projections(history.store(), List.of(projector), projection, properties);
    }

    /** With the pauses of the product. */
    public static QueryProperties properties(int batchSize) {
        return properties(batchSize, Duration.ofSeconds(5));
    }

    public static QueryProperties properties(int batchSize, Duration longestPause) {
        return new QueryProperties(
                true,
                batchSize,
                2,
                Duration.ofSeconds(2),
                Duration.ofMillis(500),
                longestPause,
                QueryDatabase.LONGEST_QUERY,
                Duration.ofSeconds(2),
                10);
    }

    private void award(int times) {
        history.append(
                "credits",
                ALICE,
                java.util.stream.IntStream.range(0, times)
                        .mapToObj(ignored -> awarded(ALICE))
                        .toArray(CreditsEvent[]::new));
    }

    public static CreditsEvent awarded(UUID user) {
        return awarded(user, 3);
    }

    public static CreditsEvent awarded(UUID user, int amount) {
        return new CreditsAwarded(new UserId(user), UUID.randomUUID(), amount, "test", null, amount);
    }

    private void awaitNotes(long expected) {
        await().atMost(SOON).until(this::notes, found -> found == expected);
    }

    private long notes() {
        return superuser.sql("SELECT count(*) FROM notes").query(Long.class).single();
    }

    private long counted() {
        return superuser
                .sql("SELECT sum(notes) FROM note_counts")
                .query(Long.class)
                .single();
    }

    private long token() {
        return superuser
                .sql("SELECT greatest(position, 0) FROM projections.token_entry WHERE processor_name = ?")
                .param(NotesProjector.NAME)
                .query(Long.class)
                .single();
    }
}
