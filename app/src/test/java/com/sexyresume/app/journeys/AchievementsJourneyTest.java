package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.SexyResume;
import com.sexyresume.app.database.ApplicationDatabase;
import com.sexyresume.app.journeys.Api.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** T08, T26, F04, F05, F13, B07, C10, D41, D42, D43: on a database of its own, where achievements bring credits. */
@SpringBootTest(
        classes = SexyResume.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "server.address=127.0.0.1",
            "sexyresume.identity.hs256-secret=" + Tokens.SECRET,
            "sexyresume.identity.issuer=" + Tokens.ISSUER,
            "sexyresume.admins.super-admins=" + Journey.SUPER_ADMIN,
            "sexyresume.admins.auditors=" + Journey.AUDITOR,
            "logging.structured.format.console=",
            "logging.level.com.sexyresume=warn"
        })
@DirtiesContext
class AchievementsJourneyTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String OWN = "/v1/me/achievements";
    private static final String ADMIN = "/v1/admin/achievements";
    private static final ApplicationDatabase DATABASE = ApplicationDatabase.fresh();

    private final UUID ada = UUID.randomUUID();
    private final UUID grace = UUID.randomUUID();

    @LocalServerPort
    private int port;

    @Autowired
    private List<ApplicationRunner> runners;

    private JdbcClient rows;

    @Autowired
    void rows(@Qualifier("projectorPool") DataSource projector) {
        rows = JdbcClient.create(projector);
    }

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        DATABASE.properties().forEach((name, value) -> registry.add(name, () -> value));
        registry.add("sexyresume.history.key-folder", () -> Path.of("target", "test-keys"));
    }

    @Test
    void whoWritesResumesEarnsWhatTheyAreWorthOnce() {
        created(ada);
        awaitEarned(ada, "first-resume");
        await().atMost(LONG).until(() -> balance(ada) == 5);

        JsonNode standing = user(ada).get(OWN).expect(200).json();
        JsonNode first = standing.path("earned").get(0);
        assertThat(first.path("progress").path("resumes_created").asInt()).isEqualTo(1);
        assertThat(first.path("creditsAwarded").asInt()).isEqualTo(5);
        await().atMost(LONG).until(() -> claimed(ada, "first-resume"));
        JsonNode tailor = pending(standing, "tailor");
        assertThat(tailor.path("steps").get(0).path("value").asInt()).isEqualTo(1);
        assertThat(tailor.path("steps").get(0).path("target").asInt()).isEqualTo(3);
        assertThat(tailor.path("percent").asInt()).isEqualTo(33);

        created(ada);
        awaitCounter(ada, "resumes_created", 2);
        assertThat(balance(ada)).isEqualTo(5);
        assertThat(user(grace).get(OWN).json().path("earned")).isEmpty();
    }

    @Test
    void exportsAndEnhancementsCount() {
        String resume = user(ada).post("/v1/resumes", """
                        {"data": {"experience": [{"id": "a", "company": "Engines", "achievements": ["Worked on the looms"]}]}}
                        """).expect(201).header("Location");
        user(ada).post(resume + "/exports", "{\"format\":\"txt\"}").expect(202);
        String enhancement = user(ada)
                .post(resume + "/enhancements", "{\"tone\":\"professional\"}")
                .expect(202)
                .header("Location");
        awaitEarned(ada, "out-of-the-door");
        awaitEarned(ada, "second-opinion");

        String suggestion = user(ada)
                .get(enhancement)
                .expect(200)
                .json()
                .path("suggestions")
                .get(0)
                .path("id")
                .asString();
        user(ada).post(enhancement + "/suggestions/" + suggestion + "/accept").expect(200);

        awaitCounter(ada, "suggestions_applied", 1);
        awaitCounter(ada, "exports_completed", 1);
        awaitCounter(ada, "enhancements_completed", 1);
        await().atMost(LONG).until(() -> balance(ada) == 5 + 5 + 5);
    }

    @Test
    void sixteenAtOnceEarnOnceAndAreAwardedOnce() throws Exception {
        Journey.inParallel(16, number -> created(ada));

        awaitCounter(ada, "resumes_created", 16);
        awaitEarned(ada, "first-resume");
        awaitEarned(ada, "tailor");
        awaitEarned(ada, "portfolio");
        await().atMost(LONG).until(() -> balance(ada) == 5 + 10 + 25);
        assertThat(earnedEvents(ada)).isEqualTo(3);

        // Whoever asks for it as often as they like gets nothing twice.
        List<Answer> checks = Journey.inParallel(16, number -> user(ada).post(OWN + "/checks"));
        assertThat(checks)
                .allSatisfy(checked -> assertThat(checked.expect(200)
                                .json()
                                .path("total_credits_awarded")
                                .asInt())
                        .isZero());
        assertThat(earnedEvents(ada)).isEqualTo(3);
        assertThat(balance(ada)).isEqualTo(40);
    }

    @Test
    void anAchievementDefinedLaterIsEarnedByACheckAndOnlyOnce() throws Exception {
        created(ada);
        created(ada);
        awaitCounter(ada, "resumes_created", 2);
        String key = "pair-" + UUID.randomUUID();
        Answer defined =
                admin().post(ADMIN, definition(key, "resumes_created >= 2", 7)).expect(201);
        assertThat(admin().after(defined)
                        .get(defined.header("Location"))
                        .expect(200)
                        .json()
                        .path("targets")
                        .path("resumes_created")
                        .asInt())
                .isEqualTo(2);

        List<Answer> checks = Journey.inParallel(16, number -> user(ada).post(OWN + "/checks"));

        assertThat(checks.stream().filter(checked -> checked.body().contains(key)))
                .hasSize(1);
        Answer last = checks.stream()
                .filter(checked -> checked.body().contains(key))
                .findFirst()
                .orElseThrow();
        assertThat(last.json().path("total_credits_awarded").asInt()).isEqualTo(7);
        assertThat(user(ada).after(last).get(OWN).expect(200).body()).contains(key);
        await().atMost(LONG).until(() -> balance(ada) == 5 + 7);
        admin().delete(ADMIN + "/" + key).expect(200);
        Api again = user(ada).with("Idempotency-Key", "check");
        assertThat(again.post(OWN + "/checks").expect(200).body())
                .isEqualTo(again.post(OWN + "/checks").expect(200).body());
    }

    @Test
    void onlyAdministratorsSayWhatThereIsToEarn() {
        String body = definition("mine", "true", 9_999);
        user(ada).post(ADMIN, body).expectProblem(403, "forbidden");
        service().post(ADMIN, body).expectProblem(403, "forbidden");
        Api.anonymous(base()).post(ADMIN, body).expectProblem(401, "unauthenticated");
        user(ada).put(ADMIN + "/first-resume", content("true", 9_999)).expectProblem(403, "forbidden");
        user(ada).delete(ADMIN + "/first-resume").expectProblem(403, "forbidden");
        user(ada).post(ADMIN + "/dry-runs", trial("true")).expectProblem(403, "forbidden");
        user(ada).get(ADMIN).expectProblem(403, "forbidden");
        user(ada).get("/v1/admin/users/" + grace + "/achievements").expectProblem(403, "forbidden");
        user(ada).get("/v1/achievements/mine").expectProblem(404, "not-found");
        admin().put(ADMIN + "/absent", content("true", 1)).expectProblem(404, "not-found");
        admin().delete(ADMIN + "/absent").expectProblem(404, "not-found");
    }

    @Test
    void badCriteriaAreRefusedWithTheirPlace() {
        Answer refused = admin().post(ADMIN, definition("bad", "resumes_created >= 5 && resums > 1", 1))
                .expectProblem(422, "criteria-invalid");
        JsonNode error = refused.json().path("errors").get(0);
        assertThat(error.path("pointer").asString()).isEqualTo("/criteria");
        assertThat(error.path("column").asInt()).isEqualTo(25);
        assertThat(error.path("detail").asString()).contains("resums");

        for (String criteria : List.of("1", "resumes_created >=", "[1].exists(x, x > 0)", "(".repeat(400))) {
            admin().post(ADMIN, definition("bad", criteria, 1)).expectProblem(422, "criteria-invalid");
            admin().post(ADMIN + "/dry-runs", trial(criteria)).expectProblem(422, "criteria-invalid");
        }
        admin().post(ADMIN, definition("bad", "true || ".repeat(100) + "true", 1))
                .expectProblem(400, "invalid-request");
        admin().post(ADMIN, definition("Bad Key", "true", 1)).expectProblem(400, "invalid-request");
        admin().post(ADMIN, definition("bad", "true", -1)).expectProblem(400, "invalid-request");
        admin().get("/v1/achievements/bad").expectProblem(404, "not-found");
    }

    @Test
    void theStartingSetIsRecordedOnceAndWhatAnAdministratorRetiresStaysSo() throws Exception {
        Set<String> keys = keys(user(ada).get("/v1/achievements").expect(200).json());
        assertThat(keys).contains("welcome", "first-resume", "ambassador", "supporter", "night-owl");
        Answer retired = admin().delete(ADMIN + "/time-traveller").expect(200);
        long before = catalogueEvents();

        for (ApplicationRunner runner : runners) {
            runner.run(new DefaultApplicationArguments());
        }

        assertThat(catalogueEvents()).isEqualTo(before);
        assertThat(keys(admin().after(retired).get("/v1/achievements").json())).doesNotContain("time-traveller");
        admin().post(ADMIN, definition("time-traveller", "true", 1)).expectProblem(409, "achievement-key-taken");
        Answer revised = admin().put(ADMIN + "/time-traveller", content("versions_restored >= 2", 6))
                .expect(200);
        JsonNode back =
                admin().after(revised).get("/v1/achievements/time-traveller").json();
        assertThat(back.path("edition").asInt()).isEqualTo(2);
        assertThat(back.path("isActive").asBoolean()).isTrue();
        assertThat(back.path("rewardCredits").asInt()).isEqualTo(6);
    }

    @Test
    void aDryRunTellsWhoWouldEarnItAndRecordsNothing() {
        created(ada);
        user(ada).post("/v1/me/referral-codes").expect(201);
        for (int i = 0; i < 3; i++) {
            created(grace);
        }
        awaitCounter(ada, "resumes_created", 1);
        awaitCounter(grace, "resumes_created", 3);

        JsonNode outcome = admin().post(ADMIN + "/dry-runs", trial("resumes_created >= 3"))
                .expect(200)
                .json();

        assertThat(outcome.path("complete").asBoolean()).isTrue();
        assertThat(outcome.path("users").asInt()).isPositive();
        assertThat(outcome.path("lookedAt").asInt())
                .isGreaterThan(outcome.path("users").asInt());
        assertThat(outcome.path("first").toString()).contains(grace.toString()).doesNotContain(ada.toString());
        assertThat(admin().post(ADMIN + "/dry-runs", trial("payments_made >= 1000"))
                        .expect(200)
                        .json()
                        .path("users")
                        .asInt())
                .isZero();
    }

    @Test
    void editsOfOneDayCountOnce() {
        Answer resume = created(ada);
        Answer edited = resume;
        for (int i = 0; i < 4; i++) {
            edited = user(ada)
                    .ifMatch(edited)
                    .with("Content-Type", "application/merge-patch+json")
                    .patch(resume.header("Location"), "{\"personalInfo\":{\"fullName\":\"Ada %d\"}}".formatted(i))
                    .expect(200);
        }
        user(ada).ifMatch(edited).put(resume.header("Location") + "/template", "{\"template\":\"classic\"}");
        created(ada);

        awaitCounter(ada, "resumes_created", 2);
        awaitCounter(ada, "editing_days", 1);
        await().atMost(LONG).until(() -> policyHasReached(position(ada)));
        // One, or two if midnight (UTC) came between.
        assertThat(counter(ada, "editing_days")).isBetween(1, 2);
    }

    @Test
    void rebuiltRowsAreTheSame() {
        created(ada);
        awaitEarned(ada, "first-resume");
        await().atMost(LONG).until(() -> claimed(ada, "first-resume"));
        for (String projection : List.of("user-achievements", "achievement-definitions")) {
            Answer ended = user(UUID.fromString(Journey.AUDITOR))
                    .with("Prefer", "wait=20")
                    .post("/v1/admin/projections/" + projection + "/rebuild?mode=verify")
                    .expect(200);
            assertThat(ended.json().path("state").asString()).as(ended.body()).isEqualTo("finished");
        }
    }

    private long position(UUID user) {
        return rows.sql("SELECT max(position) FROM event_store.event WHERE user_id = ?")
                .param(user)
                .query(Long.class)
                .single();
    }

    /** Whether all that this event counts is counted. */
    private boolean policyHasReached(long position) {
        return rows.sql("""
                        SELECT coalesce(min((token::jsonb ->> 'globalIndex')::bigint), 0)
                        FROM policies.token_entry
                        WHERE processor_name = 'when-user-acted-then-count-progress'
                        """).query(Long.class).single() >= position;
    }

    private long catalogueEvents() {
        return rows.sql("SELECT count(*) FROM event_store.event WHERE stream_type = 'achievement-catalogue'")
                .query(Long.class)
                .single();
    }

    private long earnedEvents(UUID user) {
        return rows.sql("""
                        SELECT count(*)
                        FROM event_store.event
                        WHERE stream_type = 'achievements'
                          AND stream_id = ?
                          AND type = 'achievements.achievement-earned'
                        """).param(user).query(Long.class).single();
    }

    private Answer created(UUID user) {
        return user(user).post("/v1/resumes", "{\"title\":\"One\"}").expect(201);
    }

    private void awaitEarned(UUID user, String key) {
        await().atMost(LONG)
                .until(() -> keys(user(user).get(OWN).json().path("earned")).contains(key));
    }

    private void awaitCounter(UUID user, String counter, int total) {
        await().atMost(LONG).until(() -> counter(user, counter) >= total);
        assertThat(counter(user, counter)).isEqualTo(total);
    }

    private int counter(UUID user, String counter) {
        return user(user).get(OWN).json().path("counters").path(counter).asInt();
    }

    private boolean claimed(UUID user, String key) {
        for (JsonNode earned : user(user).get(OWN).json().path("earned")) {
            if (earned.path("key").asString().equals(key)) {
                return earned.path("creditsClaimed").asBoolean();
            }
        }
        return false;
    }

    private static JsonNode pending(JsonNode standing, String key) {
        return standing.path("pending")
                .valueStream()
                .filter(pending -> pending.path("key").asString().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> keys(JsonNode list) {
        return list.valueStream()
                .map(achievement -> achievement.path("key").asString())
                .collect(Collectors.toSet());
    }

    private int balance(UUID user) {
        return user(user).get("/v1/me/credits").json().path("balance").asInt();
    }

    private static String definition(String key, String criteria, int credits) {
        return "{\"key\":\"%s\",%s".formatted(key, content(criteria, credits).substring(1));
    }

    private static String content(String criteria, int credits) {
        return """
                {"title":"A title","description":"A description.","category":"tests","criteria":"%s","rewardCredits":%d}
                """.strip().formatted(criteria.replace("\"", "\\\""), credits);
    }

    private static String trial(String criteria) {
        return "{\"criteria\":\"%s\"}".formatted(criteria.replace("\"", "\\\""));
    }

    private String base() {
        return "http://127.0.0.1:" + port;
    }

    private Api user(UUID user) {
        return Api.user(base(), user);
    }

    private Api service() {
        return Api.service(base());
    }

    private Api admin() {
        return user(UUID.fromString(Journey.SUPER_ADMIN));
    }
}
