package com.sexyresume.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import com.sexyresume.events.UserId;
import com.sexyresume.events.accounts.AccountsEvent.UserRegistered;
import com.sexyresume.query.Rebuild.Difference;
import com.sexyresume.query.Rebuild.Mode;
import com.sexyresume.query.Rebuild.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A rebuild ends in the rows that a replay of the whole history gives, while the live ones answer. */
class RebuildTest {

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
    private ProjectionsController controller;
    private JdbcClient superuser;

    @BeforeEach
    void project() {
        database = QueryDatabase.fresh();
        database.asOwner(NotesProjector.TABLES);
        superuser = database.superuser();
        for (Map.Entry<UUID, String> admin :
                Map.of(AUDITOR, "auditor", ADMIN, "admin").entrySet()) {
            superuser
                    .sql("INSERT INTO admin_users VALUES (?, ?, true, ?, now(), now())")
                    .params(admin.getKey(), admin.getValue(), admin.getKey())
                    .update();
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
        controller = new ProjectionsController(new Reader(database.pool("query_login", 2)), rebuilds);
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
        assertThat(applied.differences()).isEqualTo(verified.differences());
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
    void oneAtATimeForEachProjection() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch inShadow = new CountDownLatch(1);
        holdInShadow(held, inShadow);
        Rebuild begun = begin(Mode.verify);
        assertThat(inShadow.await(20, TimeUnit.SECONDS)).isTrue();

        // Another process, which has room.
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
    void aConnectionThatDiesEndsItsRebuildAndTheNextOneClearsAway() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch inShadow = new CountDownLatch(1);
        holdInShadow(held, inShadow);
        Rebuild begun = begin(Mode.apply);
        assertThat(inShadow.await(20, TimeUnit.SECONDS)).isTrue();
        superuser.sql("""
                        SELECT pg_terminate_backend(pid)
                        FROM pg_locks
                        WHERE locktype = 'advisory'
                          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                        """).query().listOfRows();
        held.countDown();
        assertThat(rebuild(Mode.verify).state()).isEqualTo(State.finished);
        assertThat(get(begun.id()).state()).isEqualTo(State.failed);
        assertThat(get(begun.id()).failure()).isEqualTo("interrupted");
    }

    @Test
    void whatAKilledProcessLeftIsClearedAwayAtTheNextStart() {
        UUID left = UUID.randomUUID();
        superuser.sql("""
                        INSERT INTO projections.rebuild
                        VALUES (?, ?, 'apply', 'running', ?, now(), now(), false, 10, 20, NULL, NULL)
                        """).params(left, NotesProjector.NAME, AUDITOR).update();
        database.asSuperuser("SELECT projections.create_shadow('test-notes', '{notes}')");
        rebuilds.stop();
        rebuilds = rebuilds();
        assertThat(get(left).failure()).isEqualTo("interrupted");
        assertNothingIsLeft();
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
        projector.before(rows -> {
            if (isShadow(rows)) {
                inShadow.countDown();
                try {
                    held.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        });
    }

    private static boolean isShadow(JdbcClient rows) {
        return rows.sql("SELECT current_setting('search_path')")
                .query(String.class)
                .single()
                .startsWith("shadow_test_notes");
    }

    private Rebuilds rebuilds() {
        Rebuilds rebuilds =
                new Rebuilds(history.engine(), List.of(projector), projection, ProjectionsTest.properties(20));
        rebuilds.start();
        return rebuilds;
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
        return await().atMost(SOON).until(() -> get(id), rebuild -> rebuild.state() != State.running);
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
