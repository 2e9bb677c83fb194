package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.journeys.Api.Answer;
import com.sexyresume.query.analytics.AnalyticsJobs;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/**
 * T09, EV01–EV12, PII1–PII6, F18–F21, I17, J01, J03, M01, Q02, D29, D52, D55: what users did, and what is made of it.
 */
class AnalyticsJourneyTest extends Journey {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String EVENTS = "/v1/analytics/events";
    private static final String REBUILD = "/v1/admin/projections/analytics-events/rebuild?mode=";

    private final UUID ada = UUID.randomUUID();
    private final String session = "s-" + UUID.randomUUID();

    @Autowired
    private AnalyticsJobs jobs;

    @Test
    void whatAUserDoesIsAnalysedOnceWhoeverReplaysIt() throws SQLException {
        Api api = registered(ada);
        String resume = api.post("/v1/resumes", "{\"title\":\"Mine\",\"template\":\"modern\"}")
                .expect(201)
                .header("Location");
        api.post(resume + "/exports", "{\"format\":\"txt\"}").expect(202);
        api.post(EVENTS, batch(event("upsell_shown", "{\"placement\":\"export\"}")))
                .expect(200);
        await().atMost(LONG).until(() -> names("user_id = '" + ada + "'").contains("export_completed"));
        List<String> before = names("user_id = '" + ada + "'");
        assertThat(before)
                .containsExactlyInAnyOrder(
                        "user_signed_up", "resume_created", "export_requested", "export_completed", "upsell_shown");

        assertThat(rebuilt("verify").path("extra").asLong(-1)).isZero();
        execute("DELETE FROM analytics_events WHERE user_id = '" + ada + "' AND event_name = 'resume_created'");
        JsonNode applied = rebuilt("apply");

        assertThat(applied.path("inserted").asLong()).isEqualTo(1);
        assertThat(applied.path("deleted").asLong(-1)).isZero();
        assertThat(names("user_id = '" + ada + "'")).containsExactlyInAnyOrderElementsOf(before);
        assertThat(texts("SELECT properties ->> 'user_id' FROM analytics_events WHERE user_id = '" + ada + "'"))
                .hasSize(5)
                .containsOnly(ada.toString());
    }

    @Test
    void anybodyTellsWhatHappenedAndNothingPersonalIsKept() throws SQLException {
        String properties = """
                {"email": "ada@example.org", "plan": "premium", "steps": ["a", "write to ada@example.org"],
                 "user": {"fullName": "Ada"}, "context": {"ip_address": "10.1.2.3", "page": "/pay?mail=ada@example.org"}}""";

        Answer stored = anonymous()
                .post(EVENTS, batch(event("payment_page_viewed", properties)))
                .expect(200);

        assertThat(stored.json().path("stored").asInt()).isEqualTo(1);
        String row = texts("SELECT to_jsonb(e)::text FROM analytics_events e WHERE session_id = '" + session + "'")
                .getFirst();
        assertThat(row)
                .contains(
                        "\"steps\": [\"a\", \"write to [email]\"]",
                        "\"plan\": \"premium\"",
                        "\"page\": \"/pay\"",
                        "hmac:")
                .contains("\"origin\": \"client\"", "\"user_id\": null", "\"category\": \"payment\"")
                .doesNotContain("ada@", "Ada", "10.1.2.3");
        // Not a word of it in the history.
        assertThat(texts("SELECT 1 FROM event_store.event WHERE payload::text LIKE '%" + session + "%'"))
                .isEmpty();
    }

    @Test
    void whatIsSentAgainIsStoredOnceAndNobodyElseIsInTheWay() {
        String sent = batch(event("upsell_shown", "{}")
                .replace(
                        "{\"eventName", "{\"id\":\"" + ada + "\",\"timestamp\":\"" + Instant.now() + "\",\"eventName"));
        assertThat(stored(user(ada).post(EVENTS, sent))).isEqualTo(1);
        assertThat(stored(user(ada).post(EVENTS, sent))).isZero();
        assertThat(stored(user(UUID.randomUUID()).post(EVENTS, sent))).isEqualTo(1);
        assertThat(stored(anonymous().post(EVENTS, sent))).isEqualTo(1);
        assertThat(stored(service().post(EVENTS, sent))).isZero();
    }

    @Test
    void whatIsWrongIsRefusedWithItsPlaceAndNothingIsStored() throws SQLException {
        String right = event("upsell_shown", "{}");
        refused("{\"events\":[]}", "/events");
        refused(batch("7"), "/events/0");
        refused(batch(right, event("user_signed_up", "{}")), "/events/1/eventName");
        refused(batch(event("export_completed", "{}")), "/events/0/eventName");
        refused(batch(right, right, event("made_up", "{}")), "/events/2/eventName");
        refused(batch(right.replace(session, "ada@example.org")), "/events/0/sessionId");
        refused(batch(right, event("upsell_shown", "[]")), "/events/1/properties");
        refused(batch(event("upsell_shown", "{\"a\":{\"b\":{\"c\":{\"d\":{}}}}}")), "/events/0/properties");
        refused(batch(event("upsell_shown", "{\"a\":\"" + "x".repeat(257) + "\"}")), "/events/0/properties");
        refused(batch(event("upsell_shown", "{\"a\":[" + "1,".repeat(60) + "1]}")), "/events/0/properties");
        for (String time : List.of(
                "1970-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z",
                "-1000000000-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59Z",
                Instant.now().plus(1, ChronoUnit.HOURS).toString(),
                Instant.now().minus(8, ChronoUnit.DAYS).toString())) {
            refused(
                    batch(right, right.replace("{\"eventName", "{\"timestamp\":\"" + time + "\",\"eventName")),
                    "/events/1/timestamp");
        }
        refused(
                batch(right.replace("{\"eventName", "{\"userId\":\"" + UUID.randomUUID() + "\",\"eventName")),
                "/events/0/userId");
        refused(batch(right.replace("{\"eventName", "{\"id\":\"" + ada + "\",\"eventName")), "/events/0/timestamp");
        String many = String.join(",", java.util.Collections.nCopies(101, right));
        refused("{\"events\":[" + many + "]}", "/events");
        anonymous().with("Authorization", "Bearer x").post(EVENTS, batch(right)).expectProblem(401, "unauthenticated");

        assertThat(names("session_id = '" + session + "'")).isEmpty();
    }

    @Test
    void anErasureLeavesThatItHappenedAndNotToWhom() throws SQLException {
        Api api = registered(ada);
        anonymous()
                .post(EVENTS, batch(event("upsell_shown", "{\"note\":\"Ada L.\"}")))
                .expect(200);
        api.post(EVENTS, batch(event("upsell_converted", "{\"note\":\"Ada L.\"}")))
                .expect(200);
        await().atMost(LONG).until(() -> names("user_id = '" + ada + "'").contains("user_signed_up"));
        List<String> ids = texts("SELECT id::text FROM analytics_events WHERE user_id = '" + ada + "' OR session_id = '"
                + session + "'");
        assertThat(ids).hasSize(3);

        api.post("/v1/me/erasure", "{\"userId\":\"" + ada + "\"}").expect(200);

        await().atMost(LONG).until(() -> names("user_id = '" + ada + "'").isEmpty());
        assertThat(texts("SELECT concat_ws(' ', event_name, session_id, user_id, properties) FROM analytics_events"
                        + " WHERE id IN ('" + String.join("','", ids) + "')"))
                .containsExactlyInAnyOrder("user_signed_up {}", "upsell_shown {}", "upsell_converted {}");
        api.post(EVENTS, batch(event("upsell_shown", "{}"))).expectProblem(410, "account-erased");
    }

    @Test
    void administratorsSeeTheGrowthOfEachDay() {
        registered(ada);
        String resume = user(ada).post("/v1/resumes", "{}").expect(201).header("Location");
        user(ada).post(resume + "/exports", "{\"format\":\"txt\"}").expect(202);
        Api admin = user(UUID.fromString(SUPER_ADMIN));
        String today = LocalDate.now(ZoneOffset.UTC).minusDays(1).toString();
        await().atMost(LONG).untilAsserted(() -> {
            jobs.refreshMetrics();
            JsonNode days = admin.get("/v1/reports/daily-metrics?from=" + today)
                    .expect(200)
                    .json()
                    .path("items");
            JsonNode last = days.get(0);
            assertThat(last.path("signups").asLong()).isPositive();
            assertThat(last.path("weeklySignups").asLong())
                    .isGreaterThanOrEqualTo(last.path("signups").asLong());
            assertThat(last.path("activatedUsers").asLong())
                    .isBetween(1L, last.path("signups").asLong());
            assertThat(Instant.parse(last.path("computedAt").asString()))
                    .isAfter(Instant.now().minusSeconds(60));
        });
        assertThat(admin.get("/v1/reports/daily-metrics?to=1999-01-01")
                        .expect(200)
                        .json()
                        .path("items"))
                .isEmpty();
        admin.get("/v1/reports/daily-metrics?from=yesterday").expectProblem(400, "invalid-parameter");
        admin.get("/v1/reports/daily-metrics?cursor=x").expectProblem(400, "invalid-parameter");
        user(ada).get("/v1/reports/daily-metrics").expectProblem(403, "forbidden");
        auditor().get("/v1/reports/daily-metrics").expectProblem(403, "forbidden");
        service().get("/v1/reports/daily-metrics").expectProblem(403, "forbidden");
        anonymous().get("/v1/reports/daily-metrics").expectProblem(401, "unauthenticated");
    }

    /** J01: a node that died in the middle of a job is known by a lock that nobody prolongs. */
    @Test
    void oneNodeAtATimeDoesAJobAndADeadOneKeepsItForAMinuteAtMost() throws SQLException {
        jobs.refreshMetrics();
        execute(
                "UPDATE private.scheduled_job SET locked_by = 'another node',"
                        + " lock_until = timezone('utc', clock_timestamp()) + interval '1 minute' WHERE name = 'daily-metrics'");
        String computed = computedAt();

        jobs.refreshMetrics();

        assertThat(computedAt()).as("the other node does it").isEqualTo(computed);
        execute("UPDATE private.scheduled_job SET lock_until = lock_until - interval '1 minute'"
                + " WHERE name = 'daily-metrics'");
        jobs.refreshMetrics();
        assertThat(computedAt()).as("the other node is dead").isNotEqualTo(computed);
        assertThat(texts("SELECT locked_by FROM private.scheduled_job WHERE name = 'daily-metrics'"))
                .doesNotContain("another node");
        // However long the job, the lock is never taken for longer than that at once.
        assertThat(texts("SELECT 1 FROM private.scheduled_job"
                        + " WHERE lock_until > timezone('utc', clock_timestamp()) + interval '1 minute'"))
                .isEmpty();
    }

    @Test
    void manyNodesThatDoTheSameJobDoItOnce() throws Exception {
        registered(ada);
        jobs.refreshMetrics();
        try (Connection reader = DATABASE.superuser();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            // Whoever refreshes waits for this one.
            statement.execute("REFRESH MATERIALIZED VIEW reporting.daily_metrics");
            Thread first = Thread.ofVirtual().start(() -> jobs.refreshMetrics());
            await().atMost(LONG)
                    .until(() -> !texts("SELECT 1 FROM pg_locks WHERE NOT granted"
                                    + " AND relation = 'reporting.daily_metrics'::regclass")
                            .isEmpty());
            // Left out, or it would wait behind the first one.
            jobs.refreshMetrics();
            assertThat(texts("SELECT 1 FROM pg_locks WHERE NOT granted"
                            + " AND relation = 'reporting.daily_metrics'::regclass"))
                    .hasSize(1);
            reader.rollback();
            first.join();
        }
    }

    private static String event(String name, String properties, String session) {
        return "{\"eventName\":\"%s\",\"sessionId\":\"%s\",\"properties\":%s}".formatted(name, session, properties);
    }

    private String event(String name, String properties) {
        return event(name, properties, session);
    }

    private static String batch(String... events) {
        return "{\"events\":[" + String.join(",", events) + "]}";
    }

    private static int stored(Answer answer) {
        return answer.expect(200).json().path("stored").asInt(-1);
    }

    private void refused(String body, String pointer) {
        Answer answer = user(ada).post(EVENTS, body).expectProblem(400, "invalid-request");
        assertThat(answer.json().path("errors").get(0).path("pointer").asString())
                .as(answer.body())
                .isEqualTo(pointer);
    }

    private JsonNode rebuilt(String mode) {
        Answer accepted = auditor().post(REBUILD + mode).expect(202);
        JsonNode ended = await().atMost(LONG)
                .until(
                        () -> auditor()
                                .get(accepted.header("Location"))
                                .expect(200)
                                .json(),
                        rebuild -> !rebuild.path("state").asString().equals("running"));
        assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("finished");
        return ended.path("differences").get(0);
    }

    private static String computedAt() throws SQLException {
        return texts("SELECT max(computed_at)::text FROM reporting.daily_metrics")
                .getFirst();
    }

    private static List<String> names(String condition) throws SQLException {
        return texts("SELECT event_name FROM analytics_events WHERE " + condition);
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DATABASE.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> texts(String sql) throws SQLException {
        try (Connection connection = DATABASE.superuser();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        }
    }
}
