package com.sexyresume.query.resumes;

import static com.sexyresume.query.resumes.Story.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCollection;

import com.sexyresume.events.UserEvent;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.events.resumes.ResumesEvent;
import com.sexyresume.events.resumes.ResumesEvent.ResumeCreated;
import com.sexyresume.events.resumes.ResumesEvent.ResumeDataReplaced;
import com.sexyresume.events.resumes.ResumesEvent.ResumePatched;
import com.sexyresume.projections.Recorded;
import com.sexyresume.query.QueryDatabase;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** T02: the rows are those of the events, however these come in batches. */
class ResumeProjectorTest {

    private static QueryDatabase database;
    private static DataSource projection;
    private static JdbcClient superuser;

    @BeforeAll
    static void migrate() {
        database = QueryDatabase.whole();
        projection = database.pool("projector", 1);
        superuser = database.superuser();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void empty() {
        superuser.sql("TRUNCATE resumes, resume_history").update();
    }

    private static void project(List<Recorded<ResumesEvent>> events, int batchSize) {
        ResumeProjector projector = new ResumeProjector();
        JdbcClient rows = JdbcClient.create(projection);
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(projection));
        for (int begin = 0; begin < events.size(); begin += batchSize) {
            List<Recorded<ResumesEvent>> batch = events.subList(begin, Math.min(begin + batchSize, events.size()));
            transaction.executeWithoutResult(status -> projector.project(Recorded.only(UserEvent.class, batch), rows));
        }
    }

    private static List<String> tables() {
        return superuser.sql("""
                        SELECT row
                        FROM (SELECT 1 AS tab, id AS resume_id, version, to_jsonb(r)::text AS row FROM resumes r
                              UNION ALL
                              SELECT 2, resume_id, version, to_jsonb(h)::text FROM resume_history h) rows
                        ORDER BY tab, resume_id, version
                        """).query(String.class).list();
    }

    private static void assertRowsAreEqualForBatchesOf(List<Recorded<ResumesEvent>> events, int... batchSizes) {
        superuser.sql("TRUNCATE resumes, resume_history").update();
        project(events, 1);
        List<String> oneByOne = tables();
        assertThatCollection(oneByOne).isNotEmpty();
        for (int batchSize : batchSizes) {
            superuser.sql("TRUNCATE resumes, resume_history").update();
            project(events, batchSize);
            assertThatCollection(tables()).as("in batches of " + batchSize).isEqualTo(oneByOne);
        }
    }

    private static String one(String sql) {
        return superuser.sql(sql).query(String.class).single();
    }

    @Test
    void theSameRowsComeOfAnyBatches() {
        assertRowsAreEqualForBatchesOf(Story.ofEverything().events(), 2, 3, 7, 1_000);
    }

    @Test
    void theSameRowsComeOfAnyBatchesOfManyEdits() {
        long seed = System.nanoTime();
        System.out.println("ResumeProjectorTest seed " + seed);
        Random random = new Random(seed);
        Story story = new Story();
        for (int number = 0; number < ResumeProjector.MAX_RESUMES + 6; number++) {
            story.then(new ResumeCreated(Story.resume(number), ALICE, "r" + number, "modern", "{\"n\": 0}"));
        }
        for (int edit = 0; edit < 400; edit++) {
            // Most of the edits are of one résumé, so that it passes checkpoints.
            int number = random.nextInt(3) == 0 ? random.nextInt(ResumeProjector.MAX_RESUMES + 6) : 0;
            story.then(new ResumePatched(
                    Story.resume(number),
                    ALICE,
                    "[{\"op\": \"replace\", \"path\": \"/n\", \"value\": " + random.nextInt() + "}]"));
        }
        assertRowsAreEqualForBatchesOf(story.events(), 3, 50, 1 + random.nextInt(200), 1_000);
        assertThat(superuser
                        .sql("SELECT version FROM resume_history WHERE is_checkpoint AND resume_id = ? AND version > 0")
                        .param(Story.resume(0).value())
                        .query(Long.class)
                        .list())
                .isNotEmpty()
                .allMatch(version -> version % ResumeProjector.CHECKPOINT_INTERVAL == 0);
    }

    @Test
    void aBatchWithAGreatDealOfTextIsWrittenInParts() {
        ResumeId resume = Story.resume(1);
        Story story = new Story().then(new ResumeCreated(resume, ALICE, "Long", "modern", "{}"));
        String text = "x".repeat(1 << 20);
        for (int number = 0; number < 6; number++) {
            story.then(new ResumeDataReplaced(
                    resume, ALICE, "{\"extensions\": {\"n\": %d, \"text\": \"%s\"}}".formatted(number, text)));
        }
        project(story.events(), 1_000);
        assertThat(one("SELECT data #>> '{extensions,n}' FROM resumes")).isEqualTo("5");
        assertThat(one("SELECT sum((data #>> '{extensions,n}')::int) FROM resume_history"))
                .isEqualTo("15");
    }

    @Test
    void theRowSaysWhatTheEventsSay() {
        Story story = Story.ofEverything();
        project(story.events(), 4);
        for (int number = 1; number <= 3; number++) {
            ResumeState state = Objects.requireNonNull(story.state(Story.resume(number)));
            Instant deletedAt = state.status().deletedAt();
            assertThat(superuser
                            .sql("""
                                    SELECT title = :title AND data = :data::jsonb AND template = :template
                                               AND is_active = :active AND is_locked = :locked AND version = :version
                                               AND created_at = :created AND updated_at = :updated
                                               AND deleted_at IS NOT DISTINCT FROM :deleted::timestamptz
                                    FROM resumes
                                    WHERE id = :id
                                    """)
                            .param("title", state.content().title())
                            .param("data", String.valueOf(state.content().data()))
                            .param("template", state.content().template())
                            .param("active", state.status().active())
                            .param("locked", state.status().locked())
                            .param("version", state.version())
                            .param("created", Timestamp.from(state.createdAt()))
                            .param("updated", Timestamp.from(state.updatedAt()))
                            .param("deleted", deletedAt == null ? null : Timestamp.from(deletedAt))
                            .param("id", state.id().value())
                            .query(Boolean.class)
                            .single())
                    .as("résumé " + number)
                    .isTrue();
        }
    }

    @Test
    void numbersKeepEveryDigit() {
        project(Story.ofEverything().events().subList(0, 3), 3);
        assertThat(one("SELECT data #>> '{extensions,tau}' FROM resumes WHERE template = 'modern'"))
                .isEqualTo("3.14159265358979323846264338327950288");
    }

    @Test
    void aLabelIsOnTheVersionThatItNamesAndAnEmptyOneTakesItAway() {
        project(Story.ofEverything().events(), 1_000);
        assertThat(superuser
                        .sql("SELECT label || ' of ' || version FROM resume_history WHERE label IS NOT NULL")
                        .query(String.class)
                        .list())
                .containsExactly("sent, {with} \"quotes\" of 1");
    }

    @Test
    void erasedEventsLeaveRowsThatSayNothing() {
        ResumeId resume = Story.resume(1);
        Story story = new Story()
                .then(new ResumeCreated(resume, ALICE, null, "modern", null))
                .then(new ResumePatched(resume, ALICE, null))
                .then(new ResumesEvent.ResumeVersionLabelled(resume, ALICE, 1, true, null))
                .then(new ResumeDataReplaced(resume, ALICE, null));
        assertRowsAreEqualForBatchesOf(story.events(), 3, 1_000);
        assertThat(one("SELECT num_nulls(title, data) || ' ' || version FROM resumes"))
                .isEqualTo("2 3");
        assertThat(one("SELECT sum(num_nonnulls(title, data, label)) FROM resume_history"))
                .isEqualTo("0");
    }
}
