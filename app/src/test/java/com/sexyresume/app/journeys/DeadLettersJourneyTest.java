package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.journeys.Api.Answer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.web.server.LocalManagementPort;
import tools.jackson.databind.JsonNode;

/** An event that a projection cannot take in holds up its own user's rows and nobody else's. */
class DeadLettersJourneyTest extends Journey {

    private static final String PARKED = "/v1/admin/projections/credit-ledger/dead-letters";

    @Autowired
    @Qualifier("projectionsHealth")
    private HealthIndicator health;

    @LocalManagementPort
    private int managementPort;

    /** They tell of what this test plants. */
    private static final List<String> EXPECTED_TO_WARN =
            List.of("com.sexyresume.projections.BatchInvoker", "org.axonframework.eventhandling.pooled");

    @BeforeEach
    void keepQuiet() {
        level(LogLevel.OFF);
    }

    @AfterEach
    void speakUp() {
        level(null);
    }

    private static void level(@Nullable LogLevel level) {
        LoggingSystem logging = LoggingSystem.get(DeadLettersJourneyTest.class.getClassLoader());
        EXPECTED_TO_WARN.forEach(logger -> logging.setLogLevel(logger, level));
    }

    @AfterEach
    void forgive() throws SQLException {
        execute("ALTER TABLE credit_transactions DROP CONSTRAINT IF EXISTS planted");
        auditor().post(PARKED + "/retry").expect(200);
    }

    @Test
    void whatCannotBeProjectedIsListedRetriedAndDiscarded() throws SQLException {
        UUID ada = UUID.randomUUID();
        UUID bob = UUID.randomUUID();
        Api adas = registered(ada);
        Api bobs = registered(bob);
        award(ada, 10);
        execute("ALTER TABLE credit_transactions ADD CONSTRAINT planted CHECK (amount <> 4321) NOT VALID");
        Answer poison = award(ada, 4321);
        Answer behind = award(ada, 1);
        Answer others = award(bob, 7);

        // Reads go on: of others with all their rows, of this user with those before the event, and never in silence.
        assertThat(bobs.after(others)
                        .get("/v1/me/credits")
                        .expect(200)
                        .json()
                        .path("balance")
                        .asInt())
                .isEqualTo(7);
        adas.after(behind).get("/v1/me/credits").expectProblem(503, "events-parked");
        adas.after(poison).get("/v1/me/credits").expectProblem(503, "events-parked");
        assertThat(adas.get("/v1/me/credits").expect(200).json().path("balance").asInt())
                .isEqualTo(10);

        JsonNode parked = parked(ada);
        assertThat(parked.path("firstPosition").asLong()).isEqualTo(poison.position());
        assertThat(parked.path("events").asInt()).isEqualTo(2);
        assertThat(parked.path("cause").path("code").asString()).isEqualTo("constraint-violated");
        assertThat(parked.path("cause").path("sqlState").asString()).isEqualTo("23514");
        Health counted = await().atMost(Duration.ofSeconds(20))
                .until(health::health, found -> found.getDetails().containsKey("parkedSequences"));
        assertThat(counted.getStatus()).isEqualTo(Status.UP);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Api.anonymous("http://127.0.0.1:" + managementPort)
                                .get("/actuator/prometheus")
                                .body())
                        .containsPattern("projections_dead_letters\\{.*credit-ledger.*} 2"));

        Answer failed = auditor().post(PARKED + "/" + ada + "/retry").expect(200);
        assertThat(failed.json().path("left").asInt()).isEqualTo(2);
        execute("ALTER TABLE credit_transactions DROP CONSTRAINT planted");
        Answer retried = auditor().post(PARKED + "/" + ada + "/retry").expect(200);
        assertThat(retried.json().path("projected").asInt()).isEqualTo(2);
        assertThat(retried.json().path("left").asInt()).isZero();
        assertThat(adas.get("/v1/me/credits").expect(200).json().path("balance").asInt())
                .isEqualTo(4332);
        auditor().post(PARKED + "/" + ada + "/retry").expectProblem(404, "not-found");
    }

    @Test
    void whatIsDiscardedIsHealedByARebuild() throws SQLException {
        UUID ada = UUID.randomUUID();
        Api adas = registered(ada);
        execute("ALTER TABLE credit_transactions ADD CONSTRAINT planted CHECK (amount <> 4321) NOT VALID");
        award(ada, 4321);
        Answer last = award(ada, 1);
        adas.after(last).get("/v1/me/credits").expectProblem(503, "events-parked");
        Answer discarded = auditor().delete(PARKED + "/" + ada).expect(200);
        assertThat(discarded.json().path("events").asInt()).isEqualTo(2);
        JsonNode discards = auditor()
                .get("/v1/admin/projections/credit-ledger/discards?limit=1")
                .expect(200)
                .json();
        assertThat(discards.path("items").path(0).path("discardedBy").asString())
                .isEqualTo(AUDITOR);

        execute("ALTER TABLE credit_transactions DROP CONSTRAINT planted");
        Answer rebuilt = auditor()
                .with("Prefer", "wait=30")
                .post("/v1/admin/projections/credit-ledger/rebuild")
                .expect(200);
        assertThat(rebuilt.json().path("state").asString()).isEqualTo("finished");
        assertThat(adas.get("/v1/me/credits").expect(200).json().path("balance").asInt())
                .isEqualTo(4322);
    }

    @Test
    void onlyAuditorsAndSuperAdminsMayDoSo() {
        Api someone = user(UUID.randomUUID());
        someone.get(PARKED).expectProblem(403, "forbidden");
        someone.post(PARKED + "/retry").expectProblem(403, "forbidden");
        someone.post(PARKED + "/x/retry").expectProblem(403, "forbidden");
        someone.delete(PARKED + "/x").expectProblem(403, "forbidden");
        someone.get("/v1/admin/projections/credit-ledger/discards").expectProblem(403, "forbidden");
        anonymous().get(PARKED).expectProblem(401, "unauthenticated");
        auditor().get("/v1/admin/projections/absent/dead-letters").expectProblem(404, "not-found");
        auditor().get(PARKED + "?cursor=x").expectProblem(400, "invalid-parameter");
        auditor().get(PARKED + "?limit=0").expectProblem(400, "invalid-parameter");
        auditor().delete(PARKED + "/absent").expectProblem(404, "not-found");
        user(UUID.fromString(SUPER_ADMIN)).get(PARKED).expect(200);
    }

    private JsonNode parked(UUID user) {
        for (JsonNode item : auditor().get(PARKED).expect(200).json().path("items")) {
            if (item.path("sequence").asString().equals(user.toString())) {
                return item;
            }
        }
        throw new AssertionError(user + " is not parked");
    }

    private static void execute(String statements) throws SQLException {
        try (Connection connection = DATABASE.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }
}
