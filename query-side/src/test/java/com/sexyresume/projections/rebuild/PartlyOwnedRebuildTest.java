package com.sexyresume.projections.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.events.credits.CreditsEvent.CreditsMoved;
import com.sexyresume.projections.Projections;
import com.sexyresume.projections.ProjectionsTest;
import com.sexyresume.projections.Projector;
import com.sexyresume.projections.Recorded;
import com.sexyresume.projections.rebuild.Rebuild.Difference;
import com.sexyresume.projections.rebuild.Rebuild.Mode;
import com.sexyresume.projections.rebuild.Rebuild.State;
import com.sexyresume.query.QueryDatabase;
import com.sexyresume.query.TestHistory;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** A rebuild of a table by month, some of whose rows are not made from events. */
class PartlyOwnedRebuildTest {

    private static final UUID AUDITOR = UUID.fromString("00000000-0000-4000-8000-0000000a0d17");
    private static final UUID ADA = new UUID(0, 1);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int EVENTS = 20;

    private static final String TABLE = """
            CREATE TABLE visits
            (
                id      uuid        NOT NULL,
                user_id uuid        NOT NULL,
                note    text        NOT NULL,
                made    boolean     NOT NULL,
                seen    timestamptz NOT NULL,
                PRIMARY KEY (id, seen)
            ) PARTITION BY RANGE (seen);
            CREATE INDEX idx_visits_user ON visits (user_id);
            CREATE TABLE visits_default PARTITION OF visits DEFAULT;
            ALTER TABLE visits_default ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
            SELECT private.secure_user_table('visits');
            SELECT create_monthly_partition('visits', '2026-01-01'), create_monthly_partition('visits', '2026-02-01');
            """;

    private QueryDatabase database;
    private TestHistory history;
    private final Visits projector = new Visits();
    private Projections projections;
    private Rebuilds rebuilds;
    private ProjectionsController controller;
    private JdbcClient superuser;

    /** Rows of two months and of none that has a partition; the row of each event is made, others are not. */
    private static final class Visits implements Projector<CreditsMoved> {

        private volatile boolean claimsOthers;

        @Override
        public String name() {
            return "test-visits";
        }

        @Override
        public Set<Class<? extends CreditsMoved>> follows() {
            return Set.of(CreditsMoved.class);
        }

        @Override
        public List<String> tables() {
            return List.of("visits");
        }

        @Override
        public String owned(String table) {
            return "made";
        }

        @Override
        public void project(List<Recorded<CreditsMoved>> batch, JdbcClient rows) {
            for (Recorded<CreditsMoved> recorded : batch) {
                rows.sql("INSERT INTO visits VALUES (?, ?, ?, ?, ?)")
                        .params(
                                recorded.event().transactionId(),
                                recorded.event().userId().value(),
                                "of an event",
                                !claimsOthers,
                                Timestamp.from(recorded.time()))
                        .update();
            }
        }
    }

    @BeforeEach
    void project() {
        database = QueryDatabase.fresh();
        database.asOwner(TABLE);
        superuser = database.superuser();
        database.admin(AUDITOR, "auditor");
        history = new TestHistory(database);
        Instant january = Instant.parse("2026-01-05T00:00:00Z");
        for (int event = 0; event < EVENTS; event++) {
            history.append(
                    ADA, january.plus(Duration.ofDays(5L * event)), "credits", ADA, ProjectionsTest.awarded(ADA));
        }
        DataSource projection = database.pool("projector", 6);
        projections = new Projections(history.store(), List.of(projector), projection, ProjectionsTest.properties(20));
        projections.start();
        rebuilds = new Rebuilds(
                history.bulk(), List.of(projector), List.of(new RowSecurityLint()), projection, RebuildTest.limits());
        rebuilds.start();
        controller = new ProjectionsController(
                database.reader(2), rebuilds, new ProgressStreams(JsonMapper.shared(), RebuildTest.limits()));
        await().atMost(SOON).until(() -> rows().size() == EVENTS);
        JdbcClient others = JdbcClient.create(projection);
        for (String seen : List.of("2026-01-20T00:00:00Z", "2026-02-02T00:00:00Z", "1999-01-01T00:00:00Z")) {
            others.sql("INSERT INTO visits VALUES (gen_random_uuid(), ?, 'of nobody''s making', false, ?::timestamptz)")
                    .params(ADA, seen)
                    .update();
        }
    }

    @AfterEach
    void close() {
        rebuilds.stop();
        projections.stop();
        history.close();
        database.close();
    }

    @Test
    void itsRowsAreSpreadOverThePartitions() {
        assertThat(superuser
                        .sql("SELECT DISTINCT tableoid::regclass::text FROM visits WHERE made ORDER BY 1")
                        .query(String.class)
                        .list())
                .containsExactly("visits_default", "visits_y2026m01", "visits_y2026m02");
    }

    @Test
    void rowsThatAreMadeComeBackAndAllOthersStayAsTheyAre() {
        List<String> right = rows();
        database.asSuperuser("""
                DELETE FROM visits WHERE made AND id IN (SELECT id FROM visits WHERE made ORDER BY seen LIMIT 3);
                DELETE FROM visits WHERE made AND tableoid = 'visits_default'::regclass;
                UPDATE visits SET note = 'wrong' WHERE made AND tableoid = 'visits_y2026m02'::regclass;
                INSERT INTO visits VALUES (gen_random_uuid(), gen_random_uuid(), 'extra', true, '2026-01-07Z');
                """);
        List<String> wrong = rows();

        Difference seen = rebuild(Mode.verify);

        assertThat(rows()).isEqualTo(wrong);
        assertThat(seen.missing()).isGreaterThan(3);
        assertThat(seen.different()).isPositive();
        assertThat(seen.extra()).isEqualTo(1);
        Difference applied = rebuild(Mode.apply);
        assertThat(applied.inserted()).isEqualTo(seen.missing());
        assertThat(applied.updated()).isEqualTo(seen.different());
        assertThat(applied.deleted()).isEqualTo(1);
        assertThat(rows()).isEqualTo(right).hasSize(EVENTS + 3);
        assertThat(rebuild(Mode.verify).rows()).isZero();
    }

    @Test
    void aMonthThatWasDroppedComesBackIntoTheDefaultPartition() {
        List<String> right = rows();
        database.asSuperuser("DELETE FROM visits_y2026m02 WHERE made");
        database.asSuperuser("CREATE TABLE kept AS SELECT * FROM visits_y2026m02; DROP TABLE visits_y2026m02;"
                + " INSERT INTO visits SELECT * FROM kept; DROP TABLE kept");

        assertThat(rebuild(Mode.apply).inserted()).isPositive();

        assertThat(rows()).isEqualTo(right);
    }

    @Test
    void aProjectorThatInsertsRowsWhichItDoesNotOwnIsCaughtAndNothingChanges() {
        List<String> before = rows();
        projector.claimsOthers = true;

        Rebuild failed = run(Mode.apply);

        assertThat(failed.state()).isEqualTo(State.failed);
        assertThat(failed.failure()).isEqualTo("wrote-elsewhere");
        assertThat(rows()).isEqualTo(before);
    }

    private Difference rebuild(Mode mode) {
        Rebuild done = run(mode);
        assertThat(done.state()).as(done.toString()).isEqualTo(State.finished);
        List<Difference> differences = done.differences();
        if (differences == null) {
            throw new AssertionError("no report");
        }
        return differences.getFirst();
    }

    private Rebuild run(Mode mode) {
        UUID id = await().atMost(SOON)
                .ignoreException(RebuildInProgress.class)
                .until(() -> rebuilds.begin(projector.name(), mode, AUDITOR), begun -> true);
        return await().atMost(SOON)
                .until(
                        () -> QueryDatabase.as(AUDITOR, () -> controller.get(projector.name(), id)),
                        rebuild -> rebuild.state().isEnd());
    }

    private List<String> rows() {
        return superuser
                .sql("SELECT to_jsonb(v)::text FROM visits v ORDER BY 1")
                .query(String.class)
                .list();
    }
}
