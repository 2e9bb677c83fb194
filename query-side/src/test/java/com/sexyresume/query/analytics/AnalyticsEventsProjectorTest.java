package com.sexyresume.query.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.events.UserEvent;
import com.sexyresume.events.UserId;
import com.sexyresume.events.accounts.AccountsEvent.UserErased;
import com.sexyresume.events.accounts.AccountsEvent.UserRegistered;
import com.sexyresume.events.achievements.AchievementId;
import com.sexyresume.events.achievements.AchievementsEvent.AchievementEarned;
import com.sexyresume.events.enhancements.EnhancementId;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementCompleted;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementStarted;
import com.sexyresume.events.exports.ExportFormat;
import com.sexyresume.events.exports.ExportId;
import com.sexyresume.events.exports.ExportsEvent.ExportCompleted;
import com.sexyresume.events.exports.ExportsEvent.ExportDownloaded;
import com.sexyresume.events.exports.ExportsEvent.ExportRequested;
import com.sexyresume.events.matching.JobMatchId;
import com.sexyresume.events.matching.MatchingEvent.JobMatchRequested;
import com.sexyresume.events.payments.PaymentId;
import com.sexyresume.events.payments.PaymentsEvent.PaymentSucceeded;
import com.sexyresume.events.referrals.ReferralCodeId;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralSent;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.events.resumes.ResumesEvent.Format;
import com.sexyresume.events.resumes.ResumesEvent.ResumeCreated;
import com.sexyresume.events.resumes.ResumesEvent.ResumeDuplicated;
import com.sexyresume.events.resumes.ResumesEvent.ResumeImported;
import com.sexyresume.events.resumes.ResumesEvent.TemplateSelected;
import com.sexyresume.projections.Recorded;
import com.sexyresume.query.QueryDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** T09, EV01–EV09, D29, F20, PII6: rows of events, rows of clients, and what an erasure leaves of both. */
class AnalyticsEventsProjectorTest {

    private static final UserId ADA = new UserId(UUID.fromString("00000000-0000-4000-8000-00000000ada0"));
    private static final UserId BOB = new UserId(UUID.fromString("00000000-0000-4000-8000-00000000b0b0"));
    private static final ResumeId RESUME = new ResumeId(new UUID(4, 1));
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final String NAME = "Ada Lovelace";

    private static QueryDatabase database;
    private static DataSource projection;
    private static JdbcClient superuser;

    @BeforeAll
    static void migrate() {
        database = QueryDatabase.whole();
        projection = database.pool("projector", 4);
        superuser = database.superuser();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void empty() {
        superuser.sql("TRUNCATE analytics_events").update();
        superuser.sql("TRUNCATE personal_data.subject_key CASCADE").update();
    }

    private static List<UserEvent> everything(UserId user) {
        ExportId export = new ExportId(new UUID(4, 2));
        EnhancementId enhancement = new EnhancementId(new UUID(4, 3));
        return List.of(
                new UserRegistered(user, "ada@example.org", NAME),
                new ResumeCreated(RESUME, user, NAME, "modern", "{}"),
                new ResumeImported(RESUME, user, Format.JSON_RESUME, NAME, "classic", "{}"),
                new ResumeDuplicated(RESUME, user, RESUME, 1, NAME, "modern", "{}"),
                new TemplateSelected(RESUME, user, "minimal"),
                new ExportRequested(user, export, RESUME, 1, ExportFormat.PDF, "minimal", "en", 5, 60),
                new ExportCompleted(user, export, 9, "ab", "application/pdf", 2, null, NOON),
                new ExportDownloaded(user, export),
                new EnhancementStarted(enhancement, user, RESUME, "rules"),
                new EnhancementCompleted(enhancement, user, RESUME, "[]", 3, 50, "rules-1", 0, 0, 0, 12),
                new JobMatchRequested(new JobMatchId(new UUID(4, 9)), user, RESUME, 1, null, null, 5),
                new ReferralSent(user, new ReferralCodeId(new UUID(4, 4)), new UUID(4, 5), "friend@example.org"),
                new AchievementEarned(
                        user, new AchievementId(new UUID(4, 6)), "first-resume", 1, "First", 10, "{}", new UUID(4, 7)),
                new PaymentSucceeded(
                        user, new PaymentId(new UUID(4, 8)), "pi_1", 990, "EUR", "premium", null, 0, 0, null));
    }

    @Test
    void eachEventIsARowWithItsNameAndItsCodes() {
        project(recorded(everything(ADA)), 100);

        assertThat(superuser
                        .sql("SELECT event_name || ' ' || category || '/' || action || ' ' || (properties - 'user_id')"
                                + " FROM analytics_events ORDER BY timestamp")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "user_signed_up auth/signup {}",
                        "resume_created resume/create {\"how\": \"new\", \"template\": \"modern\"}",
                        "resume_created resume/create {\"how\": \"import\", \"template\": \"classic\"}",
                        "resume_created resume/create {\"how\": \"copy\", \"template\": \"modern\"}",
                        "template_selected template/select {\"template\": \"minimal\"}",
                        "export_requested export/request"
                                + " {\"format\": \"pdf\", \"template\": \"minimal\", \"cost_credits\": 5}",
                        "export_completed export/complete {\"pages\": 2, \"media_type\": \"application/pdf\"}",
                        "export_downloaded export/download {}",
                        "ai_enhancement_started ai/enhance_start {\"engine\": \"rules\"}",
                        "ai_enhancement_completed ai/enhance_complete"
                                + " {\"model\": \"rules-1\", \"suggestions\": 3, \"processing_ms\": 12}",
                        "job_match_requested ai/job_match {\"most\": 5}",
                        "referral_sent growth/referral_send {}",
                        "achievement_earned growth/achievement {\"credits\": 10, \"achievement\": \"first-resume\"}",
                        "payment_completed payment/complete"
                                + " {\"amount\": 990, \"product\": \"premium\", \"currency\": \"EUR\"}");
        assertThat(superuser
                        .sql("SELECT count(*) FROM analytics_events WHERE user_id = ? AND properties ->> 'user_id' = ?"
                                + " AND created_at = timestamp AND origin = 'history'")
                        .params(ADA.value(), ADA.toString())
                        .query(Long.class)
                        .single())
                .isEqualTo(14);
        assertThat(rows().toString()).doesNotContain("Lovelace", "example.org");
    }

    @Test
    void anySizeOfBatchGivesTheSameRowsAndAnErasedUserIsInNone() {
        List<UserEvent> events = new ArrayList<>(everything(ADA));
        events.addAll(everything(BOB));
        events.add(new UserErased(ADA, ADA));
        events.add(new TemplateSelected(RESUME, BOB, "compact"));
        List<String> expected = List.of();
        for (int batchSize : new int[] {1, 3, events.size()}) {
            empty();
            project(recorded(events), batchSize);
            expected = expected.isEmpty() ? rows() : expected;
            assertThat(rows()).as("batches of %s", batchSize).isEqualTo(expected);
        }
        assertThat(expected).hasSize(29).noneMatch(row -> row.contains(ADA.toString()));
        assertThat(expected.stream().filter(row -> row.contains(BOB.toString())))
                .hasSize(15);
    }

    @Test
    void anErasureLeavesOfWhatClientsSentThatItHappened() {
        ClientEvents events = new ClientEvents(projection);
        events.store(ADA.value(), List.of(row(1, "session-of-ada", "{\"note\":\"Ada L\"}")), NOON);
        events.store(null, List.of(row(2, "session-of-ada", "{\"note\":\"before signing in\"}")), NOON);
        events.store(null, List.of(row(3, "session-of-nobody", "{\"note\":\"kept\"}")), NOON);
        events.store(BOB.value(), List.of(row(4, "session-of-ada", "{\"note\":\"a shared computer\"}")), NOON);

        project(recorded(List.of(new UserErased(ADA, ADA))), 1);

        assertThat(superuser
                        .sql("SELECT concat_ws(' ', user_id, session_id, properties - 'user_id') FROM analytics_events"
                                + " ORDER BY id")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "{}",
                        "{}",
                        "session-of-nobody {\"note\": \"kept\"}",
                        BOB + " session-of-ada {\"note\": \"a shared computer\"}");
    }

    @Test
    void theSameIsStoredOnceAndNothingOfAnErasedUser() {
        ClientEvents events = new ClientEvents(projection);
        List<ClientEvents.Row> sent = List.of(row(1, "session-1", "{}"), row(2, "session-1", "{}"));
        assertThat(events.store(ADA.value(), sent, NOON)).isEqualTo(2);
        assertThat(events.store(ADA.value(), sent, NOON.plusSeconds(9))).isZero();
        assertThat(events.store(ADA.value(), List.of(row(2, "session-1", "{}"), row(3, "session-1", "{}")), NOON))
                .isEqualTo(1);
        erasedInTheHistory(BOB);
        assertThat(events.store(BOB.value(), List.of(row(5, "session-1", "{}")), NOON))
                .isZero();
        assertThat(rows()).hasSize(3);
    }

    /** Stored before the erasure was recorded and committed after it was projected: the lock is what keeps it. */
    @Test
    void anErasureWaitsForWhatIsBeingStored() throws Exception {
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(projection));
        CountDownLatch stored = new CountDownLatch(1);
        CountDownLatch recorded = new CountDownLatch(1);
        Thread storing = Thread.ofVirtual()
                .start(() -> transaction.executeWithoutResult(status -> {
                    // As ClientEvents.store does, held in the middle.
                    ClientEvents.lock(ADA.value(), false, JdbcClient.create(projection));
                    JdbcClient.create(projection)
                            .sql(
                                    "INSERT INTO analytics_events (id, event_name, category, action, user_id, origin, timestamp,"
                                            + " created_at) VALUES (gen_random_uuid(), 'upsell_shown', 'growth', 'x', ?, 'client',"
                                            + " now(), now())")
                            .param(ADA.value())
                            .update();
                    stored.countDown();
                    try {
                        recorded.await();
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                    }
                }));
        assertThat(stored.await(20, TimeUnit.SECONDS)).isTrue();
        erasedInTheHistory(ADA);

        Thread erasing = Thread.ofVirtual().start(() -> project(recorded(List.of(new UserErased(ADA, ADA))), 1));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> superuser
                                .sql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                                .query(Long.class)
                                .single()
                        > 0);
        recorded.countDown();
        storing.join();
        erasing.join();

        assertThat(rows()).singleElement().asString().doesNotContain(ADA.toString());
    }

    private static void erasedInTheHistory(UserId user) {
        superuser
                .sql("INSERT INTO personal_data.subject_key (subject, key_id, master_key_id, erased_at)"
                        + " VALUES (?, 'k', 'm', now())")
                .param(user.value())
                .update();
    }

    private static ClientEvents.Row row(long id, String session, String properties) {
        return new ClientEvents.Row(new UUID(9, id), EventName.UPSELL_SHOWN, properties, session, NOON);
    }

    private static List<Recorded<UserEvent>> recorded(List<UserEvent> events) {
        List<Recorded<UserEvent>> recorded = new ArrayList<>();
        for (UserEvent event : events) {
            long position = recorded.size() + 1L;
            recorded.add(new Recorded<>(
                    position,
                    new UUID(3, position),
                    event.userId().value(),
                    position,
                    NOON.plusSeconds(position),
                    event));
        }
        return recorded;
    }

    private static void project(List<Recorded<UserEvent>> events, int batchSize) {
        AnalyticsEventsProjector projector = new AnalyticsEventsProjector();
        JdbcClient rows = JdbcClient.create(projection);
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(projection));
        for (int begin = 0; begin < events.size(); begin += batchSize) {
            List<Recorded<UserEvent>> batch = events.subList(begin, Math.min(begin + batchSize, events.size()));
            transaction.executeWithoutResult(status -> projector.project(batch, rows));
        }
    }

    private static List<String> rows() {
        return superuser
                .sql("SELECT to_jsonb(e)::text FROM analytics_events e ORDER BY 1")
                .query(String.class)
                .list();
    }
}
