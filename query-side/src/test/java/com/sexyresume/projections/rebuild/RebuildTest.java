package com.sexyresume.projections.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import com.sexyresume.events.UserId;
import com.sexyresume.events.accounts.AccountsEvent.UserRegistered;
import com.sexyresume.events.credits.CreditsEvent.CreditsMoved;
import com.sexyresume.projections.NotesProjector;
import com.sexyresume.projections.Projections;
import com.sexyresume.projections.ProjectionsTest;
import com.sexyresume.projections.Recorded;
import com.sexyresume.projections.parked.ParkedSequences;
import com.sexyresume.projections.rebuild.Rebuild.Difference;
import com.sexyresume.projections.rebuild.Rebuild.Mode;
import com.sexyresume.projections.rebuild.Rebuild.State;
import com.sexyresume.query.QueryConfiguration;
import com.sexyresume.query.QueryDatabase;
import com.sexyresume.query.TestHistory;
import com.sexyresume.reading.NoSuchRow;
import com.sexyresume.reading.NotAllowed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import tools.jackson.databind.json.JsonMapper;

/** A rebuild ends in the rows that a replay of the whole history gives, while the live ones answer. */
public class RebuildTest {

    private static final UUID AUDITOR = UUID.fromString("00000000-0000-4000-8000-0000000a0d17");
    private static final UUID ADMIN = UUID.fromString("00000000-0000-4000-8000-00000000ad01");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int USERS = 5;
    private static final int EVENTS = 60;

    private QueryDatabase database;
    private TestHistory history;
    private final NotesProjector projector = new NotesProjector();
    private DataSource projection;
    private Projections projections;
    private Rebuilds rebuilds;
    private final List<AfterSwitch> afterSwitch =
            new CopyOnWriteArrayList<>(List.of(new RowSecurityLint(), new QueryConfiguration().parkedNoLonger()));
    private ProjectionsController controller;
    private JdbcClient superuser;

    @BeforeEach
    void project() {
        database = QueryDatabase.fresh();
        database.asOwner(NotesProjector.TABLES);
        superuser = database.superuser();
        for (Map.Entry<UUID, String> admin :
                Map.of(AUDITOR, "auditor", ADMIN, "admin").entrySet()) {
            database.admin(admin.getKey(), admin.getValue());
        }
        history = new TestHistory(database);
        Random random = new Random(7);
        for (int event = 0; event < EVENTS; event++) {
            UUID user = new UUID(0, random.nextInt(USERS));
            history.append("credits", user, ProjectionsTest.awarded(user));
            if (event % 10 == 0) {
                history.append("account", user, new UserRegistered(new UserId(user), null, null));
            }
        }
        projection = database.pool("projector", 6);
        projections = new Projections(history.store(), List.of(projector), projection, ProjectionsTest.properties(20));
        projections.start();
        awaitNotes(EVENTS);
        rebuilds = rebuilds();
        controller = controller(limits());
    }

    @AfterEach
    void close() {
        projector.before(rows -> {});
        rebuilds.stop();
        projections.stop();
        history.close();
        database.close();
    }

    @Test
    void emptiedTablesComeBackIdentical() {
        List<String> before = rows();
        database.asSuperuser("TRUNCATE notes, note_counts");
        Rebuild done = rebuild(Mode.apply);
        assertThat(done.state()).isEqualTo(State.finished);
        assertThat(done.eventsDone()).isEqualTo(done.eventsTotal()).isEqualTo(head());
        assertThat(done.percent()).isEqualTo(100);
        assertThat(done.differences())
                .extracting(Difference::table, Difference::missing, Difference::different, Difference::extra)
                .containsExactly(tuple("notes", (long) EVENTS, 0L, 0L), tuple("note_counts", (long) USERS, 0L, 0L));
        assertThat(rows()).isEqualTo(before);
        assertNothingIsLeft();
    }

    @Test
    void aRebuildOfRowsThatAreRightChangesNothing() {
        List<String> before = rows();
        Rebuild done = rebuild(Mode.apply);
        assertThat(done.differences())
                .allSatisfy(difference -> assertThat(difference.rows()).isZero());
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void verifyReportsPlantedDifferencesAndChangesNothingAndApplyRepairsThem() {
        List<String> right = rows();
        database.asSuperuser("""
                DELETE FROM notes WHERE position IN (SELECT position FROM notes ORDER BY position LIMIT 2);
                UPDATE notes SET amount = 99 WHERE position = (SELECT max(position) FROM notes);
                UPDATE note_counts SET notes = notes + 1 WHERE user_id = (SELECT min(user_id::text)::uuid FROM note_counts);
                INSERT INTO notes (id, user_id, amount, position, written)
                VALUES ('00000000-0000-4000-8000-00000000dead', '00000000-0000-4000-8000-00000000dead', 1, -1, now());
                """);
        List<String> wrong = rows();

        Rebuild verified = rebuild(Mode.verify);
        assertThat(verified.state()).isEqualTo(State.finished);
        Difference notes = verified.differences() == null
                ? org.assertj.core.api.Assertions.fail("no report")
                : verified.differences().getFirst();
        assertThat(notes.missing()).isEqualTo(2);
        assertThat(notes.different()).isEqualTo(1);
        assertThat(notes.extra()).isEqualTo(1);
        assertThat(notes.examples()).hasSize(4).contains(Map.of("id", "00000000-0000-4000-8000-00000000dead"));
        assertThat(rows()).isEqualTo(wrong);

        Rebuild applied = rebuild(Mode.apply);
        assertThat(applied.differences())
                .extracting(Difference::missing, Difference::different, Difference::extra, Difference::examples)
                .containsExactlyElementsOf(verified.differences().stream()
                        .map(difference -> tuple(
                                difference.missing(),
                                difference.different(),
                                difference.extra(),
                                difference.examples()))
                        .toList());
        assertThat(applied.differences())
                .extracting(Difference::inserted, Difference::updated, Difference::deleted)
                .containsExactly(tuple(2L, 1L, 1L), tuple(0L, 1L, 0L));
        assertThat(verified.differences())
                .allSatisfy(
                        difference -> assertThat(difference.inserted() + difference.updated() + difference.deleted())
                                .isZero());
        assertThat(verified.standstillMs()).isNull();
        assertThat(applied.standstillMs()).isNotNull();
        assertThat(rows()).isEqualTo(right);
        assertNothingIsLeft();
    }

    @Test
    void liveRowsAnswerAndGrowWhileARebuildRuns() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch inShadow = new CountDownLatch(1);
        holdInShadow(held, inShadow);
        database.asSuperuser("UPDATE notes SET amount = 99 WHERE position = 1");
        Rebuild begun = begin(Mode.apply);
        assertThat(inShadow.await(20, TimeUnit.SECONDS)).isTrue();

        history.append("credits", new UUID(0, 1), ProjectionsTest.awarded(new UUID(0, 1)));
        awaitNotes(EVENTS + 1);
        Rebuild running = get(begun.id());
        assertThat(running.state()).isEqualTo(State.running);

        held.countDown();
        Rebuild done = awaitEnd(begun.id());
        assertThat(done.state()).isEqualTo(State.finished);
        assertThat(done.eventsDone()).isEqualTo(head());
        assertThat(done.differences()).extracting(Difference::rows).containsExactly(1L, 0L);
        history.append("credits", new UUID(0, 1), ProjectionsTest.awarded(new UUID(0, 1)));
        awaitNotes(EVENTS + 2);
        assertThat(rebuild(Mode.verify).differences())
                .allSatisfy(difference -> assertThat(difference.rows()).isZero());
    }

    @Test
    void writesThatNeverPauseAreNeitherLostNorDoubled() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger written = new AtomicInteger(EVENTS);
        Thread writer = Thread.ofVirtual().start(() -> {
            while (!stop.get() && written.get() < EVENTS + 300) {
                history.append("credits", new UUID(0, 2), ProjectionsTest.awarded(new UUID(0, 2)));
                written.incrementAndGet();
            }
        });
        try {
            for (int round = 0; round < 3; round++) {
                assertThat(rebuild(Mode.apply).differences())
                        .allSatisfy(difference -> assertThat(difference.rows()).isZero());
            }
        } finally {
            stop.set(true);
            writer.join();
        }
        awaitNotes(written.get());
        Rebuild verified = rebuild(Mode.verify);
        assertThat(verified.differences())
                .allSatisfy(difference -> assertThat(difference.rows()).isZero());
    }

    @Test
    void whatComesAfterTheShadowIsFullIsProjectedUnderTheLockBeforeTheSwitch() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch inShadow = new CountDownLatch(1);
        holdInShadow(held, inShadow);
        database.asSuperuser("UPDATE notes SET amount = 99 WHERE position = 1");
        Rebuild begun = begin(Mode.apply);
        assertThat(inShadow.await(20, TimeUnit.SECONDS)).isTrue();
        try (Connection holder = holdFullShadow()) {
            held.countDown();
            awaitBlocked();
            award(1);
            awaitNotes(EVENTS + 1);
            holder.rollback();
        }

        Rebuild done = awaitEnd(begun.id());
        assertThat(done.state()).isEqualTo(State.finished);
        assertThat(done.eventsDone()).isEqualTo(head());
        assertThat(done.differences()).extracting(Difference::rows).containsExactly(1L, 0L);
        assertThat(notes()).isEqualTo(EVENTS + 1);
    }

    @Test
    void aSwitchWaitsForTheBatchThatTheLiveProjectionIsAt() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch inLive = new CountDownLatch(1);
        projector.before(rows -> {
            if (!isShadow(rows)) {
                inLive.countDown();
                awaitLetGo(held);
            }
        });
        award(1);
        assertThat(inLive.await(20, TimeUnit.SECONDS)).isTrue();

        // Its token is stored and not committed, and its rows are still to come.
        Rebuild begun = begin(Mode.apply);
        awaitBlocked();
        assertThat(get(begun.id()).state()).isEqualTo(State.running);
        held.countDown();

        Rebuild done = awaitEnd(begun.id());
        assertThat(done.eventsDone()).isEqualTo(head());
        assertThat(done.differences())
                .allSatisfy(difference -> assertThat(difference.rows()).isZero());
        assertThat(notes()).isEqualTo(EVENTS + 1);
    }

    @Test
    void verifyingSeesTokenAndRowsOfOneMoment() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch inShadow = new CountDownLatch(1);
        holdInShadow(held, inShadow);
        Rebuild begun = begin(Mode.verify);
        assertThat(inShadow.await(20, TimeUnit.SECONDS)).isTrue();
        CountDownLatch heldAgain = new CountDownLatch(1);
        CountDownLatch inSnapshot = new CountDownLatch(1);
        try (Connection holder = holdFullShadow()) {
            held.countDown();
            awaitBlocked();
            award(1);
            awaitNotes(EVENTS + 1);
            holdInShadow(heldAgain, inSnapshot);
            holder.rollback();
        }
        assertThat(inSnapshot.await(20, TimeUnit.SECONDS)).isTrue();
        award(2);
        awaitNotes(EVENTS + 2);
        heldAgain.countDown();

        Rebuild done = awaitEnd(begun.id());
        assertThat(done.state()).isEqualTo(State.finished);
        assertThat(done.eventsDone()).isEqualTo(head() - 1);
        assertThat(done.differences())
                .allSatisfy(difference -> assertThat(difference.rows()).isZero());
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void whatTheLiveProjectionHasParkedIsLeftOutAndIsNoDifference(Mode mode) {
        long poison = park(new UUID(0, 1));
        List<String> before = rows();

        Rebuild done = rebuild(mode);

        assertThat(done.state()).as(done.failure()).isEqualTo(State.finished);
        assertThat(done.differences())
                .allSatisfy(difference -> assertThat(difference.rows()).isZero());
        assertThat(rows()).isEqualTo(before);
        assertThat(letters()).containsExactly(poison, poison + 1);

        // The sequence stays parked: what comes now waits behind it, and others go on.
        award(1);
        award(2);
        awaitNotes(EVENTS + 2);
        assertThat(letters()).containsExactly(poison, poison + 1, poison + 3);
        assertThat(rebuild(Mode.apply).differences())
                .allSatisfy(difference -> assertThat(difference.rows()).isZero());
    }

    @Test
    void whatIsParkedButCanBeProjectedNowIsHealedByARebuildUpToWhatCannot() {
        long first = park(new UUID(0, 1));
        Rebuild healed = rebuildWith(recorded -> {
            if (recorded.position() == first + 1) {
                throw new IllegalArgumentException("planted");
            }
        });

        assertThat(healed.state()).as(healed.failure()).isEqualTo(State.finished);
        assertThat(healed.differences()).extracting(Difference::rows).containsExactly(1L, 1L);
        assertThat(letters()).containsExactly(first + 1);

        Rebuild whole = rebuildWith(recorded -> {});
        assertThat(whole.differences()).extracting(Difference::rows).containsExactly(1L, 1L);
        assertThat(letters()).isEmpty();
        assertThat(notes()).isEqualTo(EVENTS + 3);
    }

    @Test
    void whatWasDiscardedIsPassedOverAloneIfItStillCannotBeProjected() {
        long poison = park(new UUID(0, 1));
        ParkedSequences parked = new ParkedSequences(history.engine(), List.of(projector), projection, 5);
        parked.discard(NotesProjector.NAME, new UUID(0, 1).toString(), true, AUDITOR);
        assertThat(parked.retry(NotesProjector.NAME, new UUID(0, 1).toString()).left())
                .isZero();
        List<String> before = rows();

        Rebuild done = rebuild(Mode.apply);

        assertThat(done.state()).as(done.failure()).isEqualTo(State.finished);
        assertThat(done.differences())
                .allSatisfy(difference -> assertThat(difference.rows()).isZero());
        assertThat(rows()).isEqualTo(before).noneMatch(row -> row.contains("\"position\": " + poison));
    }

    @Test
    void whatIsLetGoOfWhileARebuildLeavesItOutEndsTheRebuild() {
        long poison = park(new UUID(0, 1));
        List<String> before = rows();
        Rebuild done = rebuildWith(recorded -> {
            if (recorded.position() == poison) {
                throw new IllegalArgumentException("planted");
            }
            if (recorded.position() > poison) {
                superuser.sql("DELETE FROM projections.parked_sequence").update();
            }
        });

        assertThat(done.state()).isEqualTo(State.failed);
        assertThat(done.failure()).isEqualTo("parked-no-longer");
        assertThat(rows()).isEqualTo(before);
        assertNothingIsLeft();
    }

    /** Of that user the next event cannot be projected; another one is behind it, and one of somebody else. */
    private long park(UUID user) {
        long poison = head() + 1;
        projector.poison(recorded -> {
            if (recorded.position() == poison) {
                throw new IllegalArgumentException("planted");
            }
        });
        award(user);
        award(user);
        award(new UUID(0, 2));
        awaitNotes(EVENTS + 1);
        assertThat(letters()).containsExactly(poison, poison + 1);
        return poison;
    }

    private Rebuild rebuildWith(Consumer<Recorded<CreditsMoved>> poison) {
        projector.poison(poison);
        return rebuild(Mode.apply);
    }

    private void award(UUID user) {
        history.append("credits", user, ProjectionsTest.awarded(user));
    }

    private List<Long> letters() {
        return superuser
                .sql("SELECT position FROM projections.dead_letter ORDER BY position")
                .query(Long.class)
                .list();
    }

    /** Stops the rebuild when its shadow is full, and before it looks again how far it has to go. */
    private Connection holdFullShadow() throws SQLException {
        Connection holder = database.superuserPool().getConnection();
        holder.setAutoCommit(false);
        try (Statement lock = holder.createStatement()) {
            lock.execute("LOCK TABLE shadow_test_notes.notes IN SHARE UPDATE EXCLUSIVE MODE");
        }
        return holder;
    }

    private void awaitBlocked() {
        await().atMost(SOON).until(() -> superuser.sql("""
                        SELECT count(*)
                        FROM pg_stat_activity
                        WHERE datname = current_database() AND usename = 'projector' AND wait_event_type = 'Lock'
                        """).query(Long.class).single() == 1);
    }

    private void award(int user) {
        history.append("credits", new UUID(0, user), ProjectionsTest.awarded(new UUID(0, user)));
    }

    @Test
    void oneAtATimeForEachProjection() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch inShadow = new CountDownLatch(1);
        holdInShadow(held, inShadow);
        Rebuild begun = begin(Mode.verify);
        assertThat(inShadow.await(20, TimeUnit.SECONDS)).isTrue();

        // Another process, which has room, and would go on with it if it could.
        Rebuilds elsewhere = rebuilds();
        assertThatExceptionOfType(RebuildInProgress.class)
                .isThrownBy(() -> elsewhere.begin(NotesProjector.NAME, Mode.verify, AUDITOR))
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(409));
        assertThat(get(begun.id()).state()).isEqualTo(State.running);

        // This process may have one in work.
        assertThatExceptionOfType(RebuildInProgress.class)
                .isThrownBy(() -> begin(Mode.verify))
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(503));

        held.countDown();
        assertThat(awaitEnd(begun.id()).state()).isEqualTo(State.finished);
        assertThat(rebuild(Mode.verify).state()).isEqualTo(State.finished);
        elsewhere.stop();
    }

    @Test
    void aCancelledRebuildAppliesNothing() throws Exception {
        database.asSuperuser("DELETE FROM notes");
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch inShadow = new CountDownLatch(1);
        holdInShadow(held, inShadow);
        Rebuild begun = begin(Mode.apply);
        assertThat(inShadow.await(20, TimeUnit.SECONDS)).isTrue();
        ResponseEntity<Rebuild> answer =
                QueryDatabase.as(AUDITOR, () -> controller.cancel(NotesProjector.NAME, begun.id()));
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
        held.countDown();
        assertThat(awaitEnd(begun.id()).state()).isEqualTo(State.cancelled);
        assertThat(notes()).isZero();
        assertNothingIsLeft();
    }

    @Test
    void aProjectorThatFailsFailsItsRebuildWithACode() {
        projector.before(rows -> {
            if (isShadow(rows)) {
                throw new IllegalStateException("a person's name");
            }
        });
        List<String> before = rows();
        Rebuild failed = rebuild(Mode.apply);
        assertThat(failed.state()).isEqualTo(State.failed);
        assertThat(failed.failure()).isEqualTo("projector-failed");
        assertThat(failed.toString()).doesNotContain("a person's name");
        assertThat(rows()).isEqualTo(before);
        assertNothingIsLeft();
    }

    @Test
    void aProjectorThatWritesPastItsTablesIsCaught() {
        projector.before(rows -> {
            if (isShadow(rows)) {
                rows.sql("UPDATE public.notes SET amount = amount + 1").update();
            }
        });
        List<String> before = rows();
        assertThat(rebuild(Mode.verify).failure()).isEqualTo("wrote-elsewhere");
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void aRebuildWhoseConnectionDiesGoesOnFromWhereItWas() throws Exception {
        database.asSuperuser("DELETE FROM notes WHERE position % 2 = 0");
        CountDownLatch killed = new CountDownLatch(1);
        Rebuild begun = beginAndKillAfter(3, killed);
        assertThat(killed.await(20, TimeUnit.SECONDS)).isTrue();

        Rebuild done = awaitEnd(begun.id());

        assertThat(done.state()).isEqualTo(State.finished);
        assertThat(done.resumed()).isEqualTo(1);
        // Three batches were committed, and none of them was projected again.
        assertThat(shadowBatches()).doesNotHaveDuplicates();
        assertThat(rebuild(Mode.verify).differences())
                .allSatisfy(difference -> assertThat(difference.rows()).isZero());
        assertNothingIsLeft();
    }

    @Test
    void anotherProcessGoesOnWithWhatAStoppedOneLeft() throws Exception {
        List<String> right = rows();
        database.asSuperuser("DELETE FROM notes");
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch inShadow = new CountDownLatch(1);
        holdInShadow(3, held, inShadow);
        Rebuild begun = begin(Mode.apply);
        assertThat(inShadow.await(20, TimeUnit.SECONDS)).isTrue();
        Thread stopping = Thread.ofVirtual().start(() -> rebuilds.stop());
        await().atMost(SOON).until(() -> !rebuilds.isRunning());
        held.countDown();
        stopping.join();
        assertThat(get(begun.id()).state()).isEqualTo(State.interrupted);
        assertThat(get(begun.id()).eventsDone()).isPositive().isLessThan(head());

        rebuilds = rebuilds();

        Rebuild done = awaitEnd(begun.id());
        assertThat(done.state()).isEqualTo(State.finished);
        assertThat(done.resumed()).isEqualTo(1);
        assertThat(shadowBatches()).doesNotHaveDuplicates();
        assertThat(rows()).isEqualTo(right);
        assertNothingIsLeft();
    }

    @Test
    void aRebuildThatIsCancelledWhileItIsInterruptedDoesNotGoOn() {
        rebuilds.stop();
        UUID left = left(10);
        assertThat(get(left).state()).isEqualTo(State.interrupted);
        superuser
                .sql("UPDATE projections.rebuild SET cancel_requested = true WHERE id = ?")
                .param(left)
                .update();
        rebuilds = rebuilds();
        assertThat(awaitEnd(left).state()).isEqualTo(State.cancelled);
        assertNothingIsLeft();
    }

    @Test
    void whatACrashOfPostgresqlHasEmptiedIsBegunAnew() {
        List<String> right = rows();
        rebuilds.stop();
        database.asSuperuser("SELECT projections.create_shadow('test-notes', '{notes,note_counts}')");
        database.asSuperuser("DELETE FROM notes WHERE position = 3");
        UUID left = left(EVENTS);
        superuser
                .sql("UPDATE projections.rebuild SET made_by = ? WHERE id = ?")
                .params(ShadowFingerprint.of(projector, superuser), left)
                .update();
        // What its recovery does to unlogged tables.
        database.asSuperuser("TRUNCATE shadow_test_notes.rebuild_marker");

        rebuilds = rebuilds();

        assertThat(awaitEnd(left).state()).isEqualTo(State.finished);
        assertThat(rows()).isEqualTo(right);
    }

    @Test
    void whatAnotherVersionBeganIsBegunAnew() {
        List<String> right = rows();
        rebuilds.stop();
        database.asSuperuser("SELECT projections.create_shadow('test-notes', '{notes,note_counts}')");
        UUID left = left(EVENTS);
        superuser
                .sql("UPDATE projections.rebuild SET made_by = 'another' WHERE id = ?")
                .param(left)
                .update();

        rebuilds = rebuilds();

        assertThat(awaitEnd(left).state()).isEqualTo(State.finished);
        assertThat(rows()).isEqualTo(right);
    }

    @Test
    void aRebuildThatKillsItsProcessEachTimeIsGivenUp() {
        rebuilds.stop();
        UUID left = left(0);
        superuser
                .sql("UPDATE projections.rebuild SET stalled = 5 WHERE id = ?")
                .param(left)
                .update();
        rebuilds = rebuilds();
        assertThat(awaitEnd(left).failure()).isEqualTo("interrupted");
        assertNothingIsLeft();
    }

    @Test
    void twoProcessesThatFindTheSameRebuildRunItOnce() {
        rebuilds.stop();
        database.asSuperuser("DELETE FROM note_counts");
        UUID left = left(0);
        rebuilds = rebuilds();
        Rebuilds other = rebuilds();
        assertThat(awaitEnd(left).state()).isEqualTo(State.finished);
        assertThat(get(left).resumed()).isEqualTo(1);
        assertThat(shadowBatches()).doesNotHaveDuplicates();
        other.stop();
    }

    @Test
    void aBrokenPolicyRollsTheSwitchBackAndIsNamed() {
        database.asSuperuser("DELETE FROM notes; ALTER TABLE note_counts NO FORCE ROW LEVEL SECURITY");
        Rebuild failed = rebuild(Mode.apply);
        assertThat(failed.state()).isEqualTo(State.failed);
        assertThat(failed.failure()).isEqualTo("row-security-violated");
        assertThat(failed.findings())
                .containsExactly("L01 table or partition of public without ENABLE and FORCE: note_counts");
        assertThat(notes()).isZero();
        assertNothingIsLeft();

        database.asSuperuser("ALTER TABLE note_counts FORCE ROW LEVEL SECURITY");
        assertThat(rebuild(Mode.apply).state()).isEqualTo(State.finished);
        assertThat(notes()).isEqualTo(EVENTS);
    }

    @Test
    void whatGoesWithASwitchIsDoneInItsTransaction() {
        List<AfterSwitch.Switch> switched = new CopyOnWriteArrayList<>();
        rebuilds.stop();
        afterSwitch.addFirst((done, rows) -> {
            assertThat(rows.sql("SELECT count(*) FROM notes").query(Long.class).single())
                    .as("rows are the live ones, as switched")
                    .isEqualTo(EVENTS);
            switched.add(done);
        });
        rebuilds = rebuilds();
        controller = controller(limits());
        database.asSuperuser("DELETE FROM notes");
        assertThat(rebuild(Mode.verify).state()).isEqualTo(State.finished);
        assertThat(switched).isEmpty();
        assertThat(rebuild(Mode.apply).state()).isEqualTo(State.finished);
        assertThat(switched)
                .containsExactly(new AfterSwitch.Switch(NotesProjector.NAME, List.of("notes", "note_counts"), head()));
    }

    @Test
    void rowsThatHaveSwappedWhatIsUniqueAreRepaired() {
        List<String> right = rows();
        database.asSuperuser("""
                UPDATE notes SET position = -1 WHERE position = 1;
                UPDATE notes SET position = 1 WHERE position = 3;
                UPDATE notes SET position = 3 WHERE position = -1;
                """);
        assertThat(rows()).isNotEqualTo(right);
        assertThat(rebuild(Mode.apply).differences())
                .extracting(Difference::inserted, Difference::updated, Difference::deleted)
                .containsExactly(tuple(0L, 2L, 0L), tuple(0L, 0L, 0L));
        assertThat(rows()).isEqualTo(right);
    }

    @Test
    void keysThatAreTextsAreNotTold() {
        database.asOwner("ALTER TABLE note_counts DROP CONSTRAINT note_counts_pkey, ADD COLUMN name text NOT NULL"
                + " DEFAULT 'Ada', ADD PRIMARY KEY (user_id, name), ADD UNIQUE (user_id)");
        database.asSuperuser("INSERT INTO note_counts VALUES ('00000000-0000-4000-8000-00000000dead', 1, 'Ada')");
        assertThat(rebuild(Mode.verify).differences())
                .last()
                .satisfies(difference -> assertThat(difference.examples())
                        .containsExactly(Map.of("user_id", "00000000-0000-4000-8000-00000000dead")));
    }

    @Test
    void indexesThatAProjectorNeedsAreMadeWhenItReadsThroughItsTables() {
        List<Long> indexes = new CopyOnWriteArrayList<>();
        projector.after(rows -> {
            if (isShadow(rows)) {
                indexes.add(superuser
                        .sql("SELECT count(*) FROM pg_indexes WHERE schemaname = 'shadow_test_notes'"
                                + " AND indexdef LIKE '%(user_id)' AND tablename = 'notes'")
                        .query(Long.class)
                        .single());
                for (int scan = 0; scan < 4_000; scan += 10) {
                    rows.sql(
                                    "SELECT sum(n.count) FROM generate_series(1, 10), LATERAL (SELECT count(amount + generate_series)"
                                            + " FROM notes WHERE user_id <> '00000000-0000-0000-0000-000000000000') n")
                            .query(Long.class)
                            .single();
                }
            }
        });
        assertThat(rebuild(Mode.verify).state()).isEqualTo(State.finished);
        assertThat(indexes).first().isEqualTo(0L);
        assertThat(indexes).last().isEqualTo(1L);
    }

    @Test
    void progressIsStreamedUntilTheEnd() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch inShadow = new CountDownLatch(1);
        holdInShadow(3, held, inShadow);
        Rebuild begun = begin(Mode.verify);
        assertThat(inShadow.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(get(begun.id()).secondsLeft()).isNotNull();
        MockHttpServletResponse response = new MockHttpServletResponse();
        Thread stream = Thread.ofVirtual().start(() -> stream(begun.id(), null, response));
        await().atMost(SOON).until(() -> response.getContentAsString().contains(": nothing new"));
        // The one stream that may be is taken: another one is told once.
        MockHttpServletResponse second = new MockHttpServletResponse();
        stream(begun.id(), null, second);
        assertThat(second.getContentAsString())
                .startsWith("retry: 200\n\nevent: progress\nid: ")
                .doesNotContain("nothing new", "event: end");
        held.countDown();
        stream.join();

        assertThat(response.getContentType()).startsWith("text/event-stream");
        List<String> lines = response.getContentAsString().lines().toList();
        assertThat(lines).contains("event: progress", "event: end", "id: end");
        String last = lines.getLast().isEmpty() ? lines.get(lines.size() - 2) : lines.getLast();
        assertThat(last).startsWith("data: {").contains("\"state\":\"finished\"", "\"percent\":100.0");

        MockHttpServletResponse again = new MockHttpServletResponse();
        stream(begun.id(), "end", again);
        assertThat(again.getStatus()).isEqualTo(204);
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> QueryDatabase.as(ADMIN, () -> {
                    stream(begun.id(), null, new MockHttpServletResponse());
                    return "";
                }));
    }

    @Test
    void aStreamEndsWhenItsReaderMayNoLongerSeeIt() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch inShadow = new CountDownLatch(1);
        holdInShadow(held, inShadow);
        Rebuild begun = begin(Mode.verify);
        assertThat(inShadow.await(20, TimeUnit.SECONDS)).isTrue();
        MockHttpServletResponse response = new MockHttpServletResponse();
        Thread stream = Thread.ofVirtual()
                .start(() -> QueryDatabase.as(AUDITOR, () -> {
                    stream(begun.id(), null, response);
                    return "";
                }));
        await().atMost(SOON).until(() -> response.getContentAsString().contains("event: progress"));
        superuser
                .sql("DELETE FROM private.admin_role WHERE user_id = ?")
                .param(AUDITOR)
                .update();
        stream.join();
        assertThat(response.getContentAsString()).doesNotContain("event: end");
        held.countDown();
        await().atMost(SOON).until(() -> rebuilds.find(begun.id()).state().isEnd());
    }

    @Test
    void anOperatorRebuildsWhatNobodyMayAskForAtTheStart() {
        List<String> right = rows();
        database.asSuperuser("DELETE FROM private.admin_role; DELETE FROM admin_users; DELETE FROM notes");
        assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> begin(Mode.apply));

        new RebuildAtStart(rebuilds, List.of(NotesProjector.NAME)).start();

        assertThat(rows()).isEqualTo(right);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new RebuildAtStart(rebuilds, List.of("nothing")).start())
                .withMessageContaining("names nothing");
    }

    @Test
    void aStartWhoseRebuildFailsFails() {
        projector.before(rows -> {
            if (isShadow(rows)) {
                throw new IllegalStateException();
            }
        });
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new RebuildAtStart(rebuilds, List.of(NotesProjector.NAME)).start())
                .withMessageContaining("projector-failed");
    }

    private void stream(UUID id, @Nullable String lastEventId, MockHttpServletResponse response) {
        Supplier<String> streaming = () -> {
            try {
                controller.progress(NotesProjector.NAME, id, lastEventId, response);
                return "";
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        };
        if (SecurityContextHolder.getContext().getAuthentication() == null) {
            QueryDatabase.as(AUDITOR, streaming);
        } else {
            var _ = streaming.get();
        }
    }

    /** What a process left that was killed. */
    private UUID left(long position) {
        UUID left = UUID.randomUUID();
        superuser
                .sql("""
                        INSERT INTO projections.rebuild (id, projection, mode, state, requested_by, requested_at,
                                                         changed_at, cancel_requested, position, target)
                        VALUES (?, ?, 'apply', 'running', ?, now(), now(), false, ?, ?)
                        """)
                .params(left, NotesProjector.NAME, AUDITOR, position, head())
                .update();
        return left;
    }

    private Rebuild beginAndKillAfter(int batches, CountDownLatch killed) {
        AtomicInteger projected = new AtomicInteger();
        projector.before(rows -> {
            if (isShadow(rows) && projected.incrementAndGet() == batches + 1) {
                superuser.sql("""
                                SELECT pg_terminate_backend(pid)
                                FROM pg_locks
                                WHERE locktype = 'advisory'
                                  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                                """).query().listOfRows();
                killed.countDown();
            }
        });
        return begin(Mode.apply);
    }

    /** The positions that rebuilds have projected. */
    private List<Long> shadowBatches() {
        return projector.inShadow.stream().flatMap(List::stream).toList();
    }

    @Test
    void onlyAnAuditorRebuilds() {
        for (UUID user : List.of(ADMIN, new UUID(0, 1))) {
            assertThatExceptionOfType(NotAllowed.class)
                    .isThrownBy(() ->
                            QueryDatabase.as(user, () -> controller.rebuild(NotesProjector.NAME, Mode.verify, null)));
            assertThatExceptionOfType(NotAllowed.class)
                    .isThrownBy(() -> QueryDatabase.as(user, () -> controller.list()));
        }
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        assertThatExceptionOfType(NoSuchRow.class)
                .isThrownBy(() -> QueryDatabase.as(AUDITOR, () -> controller.rebuild("nothing", Mode.verify, null)))
                .withMessage("There is no such projection.");
        assertThatExceptionOfType(NoSuchRow.class).isThrownBy(() -> get(UUID.randomUUID()));
    }

    @Test
    void aProjectionThatNeverRanIsNotRebuilt() {
        projections.stop();
        superuser
                .sql("DELETE FROM projections.token_entry WHERE processor_name = ?")
                .param(NotesProjector.NAME)
                .update();
        List<String> before = rows();
        assertThat(rebuild(Mode.apply).failure()).isEqualTo("never-ran");
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void aLiveProjectionThatStandsStillIsRebuiltToWhereItStands() {
        projections.stop();
        List<String> before = rows();
        history.append("credits", new UUID(0, 1), ProjectionsTest.awarded(new UUID(0, 1)));
        assertThat(rebuild(Mode.apply).differences())
                .allSatisfy(difference -> assertThat(difference.rows()).isZero());
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void anAuditorSeesWhereProjectionsStand() {
        var listed = QueryDatabase.as(AUDITOR, () -> controller.list());
        assertThat(listed.items()).singleElement().satisfies(standing -> {
            assertThat(standing.name()).isEqualTo(NotesProjector.NAME);
            assertThat(standing.head()).isEqualTo(head());
            assertThat(standing.rows()).isEqualTo(Map.of("notes", (long) EVENTS, "note_counts", (long) USERS));
        });
        rebuild(Mode.verify);
        assertThat(QueryDatabase.as(AUDITOR, () -> controller.list(NotesProjector.NAME))
                        .items())
                .hasSize(1);
    }

    private void holdInShadow(CountDownLatch held, CountDownLatch inShadow) {
        holdInShadow(1, held, inShadow);
    }

    /** Holds the rebuild's batch of that number, and those that follow it. */
    private void holdInShadow(int number, CountDownLatch held, CountDownLatch inShadow) {
        AtomicInteger projected = new AtomicInteger();
        projector.before(rows -> {
            if (isShadow(rows) && projected.incrementAndGet() >= number) {
                inShadow.countDown();
                awaitLetGo(held);
            }
        });
    }

    private static void awaitLetGo(CountDownLatch held) {
        try {
            held.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isShadow(JdbcClient rows) {
        return rows.sql("SELECT current_setting('search_path')")
                .query(String.class)
                .single()
                .startsWith("shadow_test_notes");
    }

    private Rebuilds rebuilds() {
        return rebuilds(afterSwitch);
    }

    private Rebuilds rebuilds(List<AfterSwitch> afterSwitch) {
        Rebuilds rebuilds = new Rebuilds(history.bulk(), List.of(projector), afterSwitch, projection, limits());
        rebuilds.start();
        return rebuilds;
    }

    /** Batches of 7 events, so that there are several. */
    public static RebuildProperties limits() {
        return new RebuildProperties(
                List.of(),
                7,
                1 << 20,
                1,
                Duration.ofMillis(200),
                Duration.ofSeconds(10),
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                Duration.ofMinutes(1),
                1);
    }

    private ProjectionsController controller(RebuildProperties limits) {
        return new ProjectionsController(
                database.reader(2), rebuilds, new ProgressStreams(JsonMapper.shared(), limits));
    }

    private Rebuild begin(Mode mode) {
        ResponseEntity<Rebuild> answer =
                QueryDatabase.as(AUDITOR, () -> controller.rebuild(NotesProjector.NAME, mode, null));
        Rebuild begun = answer.getBody();
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
        if (begun == null) {
            throw new AssertionError("no body");
        }
        assertThat(answer.getHeaders().getLocation())
                .hasToString("/v1/admin/projections/test-notes/rebuilds/" + begun.id());
        return begun;
    }

    private Rebuild rebuild(Mode mode) {
        // The one before is told to have ended a moment before it has let go of everything.
        Rebuild begun = await().atMost(SOON)
                .ignoreException(RebuildInProgress.class)
                .until(() -> begin(mode), Objects::nonNull);
        return awaitEnd(begun.id());
    }

    private Rebuild awaitEnd(UUID id) {
        return await().atMost(SOON)
                .until(() -> get(id), rebuild -> rebuild.state().isEnd());
    }

    private Rebuild get(UUID id) {
        return QueryDatabase.as(AUDITOR, () -> controller.get(NotesProjector.NAME, id));
    }

    private void assertNothingIsLeft() {
        await().atMost(SOON)
                .until(
                        () -> superuser
                                .sql("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'shadow%'")
                                .query(String.class)
                                .list(),
                        List::isEmpty);
    }

    private void awaitNotes(long expected) {
        await().atMost(SOON).until(this::notes, found -> found == expected);
    }

    private long notes() {
        return superuser.sql("SELECT count(*) FROM notes").query(Long.class).single();
    }

    private long head() {
        return superuser
                .sql("SELECT max(position) FROM event_store.event")
                .query(Long.class)
                .single();
    }

    private List<String> rows() {
        return superuser.sql("""
                        SELECT to_jsonb(n)::text FROM notes n
                        UNION ALL
                        SELECT to_jsonb(c)::text FROM note_counts c
                        ORDER BY 1
                        """).query(String.class).list();
    }
}
