package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.SexyResume;
import com.sexyresume.app.database.ApplicationDatabase;
import com.sexyresume.app.journeys.Api.Answer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * T20, B11: whatever keeps a file from being rendered, what was paid for it is given back in time, and once. On a
 * database of its own: a process of other journeys, which has more patience, would react in place of this one.
 */
@SpringBootTest(
        classes = SexyResume.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "server.address=127.0.0.1",
            "sexyresume.identity.hs256-secret=" + Tokens.SECRET,
            "sexyresume.identity.issuer=" + Tokens.ISSUER,
            "sexyresume.admins.super-admins=" + Journey.SUPER_ADMIN,
            "sexyresume.exports.patience=3s",
            "sexyresume.enhancements.patience=3s",
            "sexyresume.enhancements.cost=2",
            // They would pay credits of their own.
            "sexyresume.achievements.enabled=false",
            "logging.structured.format.console=",
            "logging.level.com.sexyresume=warn"
        })
@DirtiesContext
class LateWorkTest {

    private static final ApplicationDatabase DATABASE = ApplicationDatabase.fresh();
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String PARKED = "/v1/admin/policies/parked";
    private static final String RENDER = "when-export-requested-then-render";

    /** It tells of what this test plants. */
    private static final String EXPECTED_TO_WARN = "com.sexyresume.app.policies.PolicyReactions";

    private final UUID ada = UUID.randomUUID();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        DATABASE.properties().forEach((name, value) -> registry.add(name, () -> value));
        registry.add("sexyresume.history.key-folder", () -> Path.of("target", "test-keys"));
    }

    @BeforeEach
    void keepQuiet() {
        LoggingSystem.get(LateWorkTest.class.getClassLoader()).setLogLevel(EXPECTED_TO_WARN, LogLevel.OFF);
    }

    @AfterEach
    void speakUp() throws SQLException {
        LoggingSystem.get(LateWorkTest.class.getClassLoader()).setLogLevel(EXPECTED_TO_WARN, null);
        execute("ALTER TABLE private.export_file DROP CONSTRAINT IF EXISTS planted");
    }

    @Test
    void oneThatIsParkedIsPaidBackOnceAlthoughItIsTriedAgainLater() throws SQLException {
        execute("ALTER TABLE private.export_file ADD CONSTRAINT planted CHECK (user_id <> '%s') NOT VALID"
                .formatted(ada));
        Answer asked = paid();
        String parked = PARKED + "/" + RENDER + "/" + parked() + "/retry";

        itFailsAndIsPaidBack(asked);

        execute("ALTER TABLE private.export_file DROP CONSTRAINT planted");
        user(UUID.fromString(Journey.SUPER_ADMIN)).post(parked).expect(204);
        itFailsAndIsPaidBack(asked);
        assertThat(files()).isZero();
    }

    @Test
    void oneThatIsRenderedAfterItsTimeLeavesNoFile() throws SQLException {
        Answer asked;
        long failedAt;
        try (Connection connection = DATABASE.superuser();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE private.export_file IN EXCLUSIVE MODE");
            asked = paid();
            await().atMost(LONG).until(() -> number("""
                            SELECT count(*) FROM pg_locks WHERE relation = 'private.export_file'::regclass AND NOT granted
                            """) > 0);
            itFailsAndIsPaidBack(asked);
            failedAt = number("SELECT position FROM event_store.head");
            connection.rollback();
        }

        await().atMost(LONG).until(() -> number("""
                        SELECT min((token::jsonb ->> 'globalIndex')::bigint)
                        FROM policies.token_entry
                        WHERE processor_name = '%s'
                        """.formatted(RENDER)) >= failedAt);
        assertThat(files()).isZero();
        itFailsAndIsPaidBack(asked);
    }

    @Test
    void anEnhancementThatIsParkedIsPaidBackOnce() throws SQLException {
        execute("ALTER TABLE event_store.event ADD CONSTRAINT planted"
                + " CHECK (type <> 'enhancements.enhancement-started') NOT VALID");
        try {
            Answer asked = user(ada)
                    .post(resume() + "/enhancements", "{\"tone\":\"professional\"}")
                    .expect(202);
            Api reading = user(ada).after(asked);
            JsonNode enhancement = await().atMost(LONG)
                    .until(
                            () -> reading.get(asked.header("Location"))
                                    .expect(200)
                                    .json()
                                    .path("enhancement"),
                            read -> read.path("status").asString().equals("failed"));
            assertThat(enhancement.path("failure").asString()).isEqualTo("not-enhanced-in-time");
            itIsPaidBack();
        } finally {
            execute("ALTER TABLE event_store.event DROP CONSTRAINT planted");
        }
    }

    private Api user(UUID user) {
        return Api.user("http://127.0.0.1:" + port, user);
    }

    private Answer paid() {
        return user(ada).post(resume() + "/exports", "{\"format\":\"docx\"}").expect(202);
    }

    /** Of somebody who has credits. */
    private String resume() {
        Api.service("http://127.0.0.1:" + port)
                .post("/v1/users/" + ada + "/credits/awards", "{\"amount\":5,\"source\":\"welcome\"}")
                .expect(201);
        return user(ada)
                .post("/v1/resumes", "{\"data\":{\"personalInfo\":{\"fullName\":\"Ada\"}}}")
                .expect(201)
                .header("Location");
    }

    private long parked() {
        Api admin = user(UUID.fromString(Journey.SUPER_ADMIN));
        return await().atMost(LONG)
                .until(
                        () -> admin.get(PARKED + "?policy=" + RENDER)
                                .expect(200)
                                .json()
                                .path("items"),
                        items -> !items.isEmpty())
                .get(0)
                .path("position")
                .asLong();
    }

    private void itFailsAndIsPaidBack(Answer asked) {
        Api reading = user(ada).after(asked);
        JsonNode export = await().atMost(LONG)
                .until(
                        () -> reading.get(asked.header("Location")).expect(200).json(),
                        read -> !read.path("status").asString().equals("pending"));
        assertThat(export.path("status").asString()).as(export.toString()).isEqualTo("failed");
        assertThat(export.path("failure").asString()).isEqualTo("not-rendered-in-time");
        itIsPaidBack();
    }

    private void itIsPaidBack() {
        await().atMost(LONG)
                .until(() -> user(ada)
                                .get("/v1/me/credits/transactions")
                                .json()
                                .path("items")
                                .size()
                        == 3);
        assertThat(user(ada).get("/v1/me/credits").json().path("balance").asInt())
                .isEqualTo(5);
    }

    private long files() throws SQLException {
        return number("SELECT count(*) FROM private.export_file WHERE user_id = '" + ada + "'");
    }

    private static long number(String sql) throws SQLException {
        try (Connection connection = DATABASE.superuser();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DATABASE.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
