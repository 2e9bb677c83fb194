package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.SexyResume;
import com.sexyresume.app.database.ApplicationDatabase;
import com.sexyresume.app.journeys.Api.Answer;
import com.sexyresume.command.matching.JobRolePopularity;
import com.sexyresume.projections.Projector;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * The read tables hold nothing that is not in the history: emptied and replayed they are the same, row by row, and none
 * of them is compared empty. On a database of its own, where achievements are earned as well.
 */
@SpringBootTest(
        classes = SexyResume.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "server.address=127.0.0.1",
            "sexyresume.identity.hs256-secret=" + Tokens.SECRET,
            "sexyresume.identity.issuer=" + Tokens.ISSUER,
            "sexyresume.matching.enabled=true",
            "sexyresume.matching.starting-catalogue=false",
            "sexyresume.admins.super-admins=" + Journey.SUPER_ADMIN,
            "sexyresume.admins.auditors=" + Journey.AUDITOR,
            "sexyresume.payments.stripe-webhook-secrets=" + Journey.STRIPE_SECRET,
            "logging.structured.format.console=",
            "logging.level.com.sexyresume=warn"
        })
@DirtiesContext
class WholeReplayTest {

    private static final ApplicationDatabase DATABASE = ApplicationDatabase.fresh();
    private static final Duration LONG = Duration.ofMinutes(2);

    private final UUID ada = UUID.randomUUID();
    private final UUID grace = UUID.randomUUID();

    @LocalServerPort
    private int port;

    @Autowired
    private List<Projector<?>> projectors;

    @Autowired
    private JobRolePopularity popularity;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        DATABASE.properties().forEach((name, value) -> registry.add(name, () -> value));
        registry.add("sexyresume.history.key-folder", () -> Path.of("target", "test-keys"));
    }

    @Test
    void emptiedTablesAreReplayedRowByRow() throws SQLException {
        everythingHappens();
        await().atMost(LONG).until(this::isQuiet);
        user(ada)
                .post(
                        "/v1/analytics/events",
                        "{\"events\":[{\"eventName\":\"upsell_shown\",\"sessionId\":\"of-a-replay\"}]}")
                .expect(200);
        Map<String, List<String>> before = rows();
        assertThat(before).containsOnlyKeys(tables());
        assertThat(before)
                .allSatisfy((table, rows) -> assertThat(rows).as(table).isNotEmpty());

        try (Connection connection = DATABASE.superuser();
                Statement statement = connection.createStatement()) {
            for (Projector<?> projector : projectors) {
                for (String table : projector.tables()) {
                    // Whoever rebuilds must still be known as an auditor.
                    int emptied = statement.executeUpdate("DELETE FROM " + table + " WHERE "
                            + projector.owned(table)
                            + (table.equals("admin_users") ? " AND user_id <> '" + Journey.AUDITOR + "'" : ""));
                    assertThat(emptied)
                            .as("rows of %s that a replay makes", table)
                            .isPositive();
                }
            }
        }
        for (Projector<?> projector : projectors) {
            rebuild(projector.name());
        }

        Map<String, List<String>> after = rows();
        assertThat(after.keySet()).isEqualTo(before.keySet());
        before.forEach((table, rows) -> assertThat(after.get(table)).as(table).isEqualTo(rows));
    }

    private void everythingHappens() {
        Api adas = user(ada);
        Belongings things = new Belongings(
                ada, adas, user(UUID.randomUUID()), admin(), () -> Belongings.pay(Api.anonymous(base()), ada));
        // What was paid for has come.
        await().atMost(LONG).until(this::isQuiet);
        String resume = things.path("/v1/resumes/{id}");
        Answer renamed = adas.ifMatch(adas.get(resume).expect(200))
                .put(resume + "/title", "{\"title\":\"Two\"}")
                .expect(200);
        adas.ifMatch(renamed)
                .with("Content-Type", "application/merge-patch+json")
                .patch(resume, "{\"personalInfo\":{\"fullName\":\"Ada\"}}")
                .expect(200);
        adas.post("/v1/me/credits/spends", "{\"amount\":7,\"source\":\"x\"}").expect(201);
        adas.post(things.path("/v1/enhancements/{id}/suggestions/{suggestionId}/accept"))
                .expect(200);
        adas.put(
                        things.path("/v1/job-matches/{id}/recommendations/{recommendationId}/feedback"),
                        "{\"feedback\":\"hired\",\"notes\":\"At last\"}")
                .expect(200);
        admin().put(things.path("/v1/admin/job-roles/{id}/templates/{template}"), "{\"weight\":30}")
                .expect(200);
        adas.post(things.path("/v1/me/referral-codes/{code}/invitations"), "{\"email\":\"grace@example.org\"}")
                .expect(200);
        redeem(user(UUID.randomUUID()), things.path("/referral-codes/{code}").replace("/referral-codes/", ""));
        admin().post(
                        "/v1/admin/users/" + ada + "/referral-codes",
                        "{\"rewardType\":\"discount\",\"rewardAmount\":25,\"maxUses\":5}")
                .expect(201);
        redeem(user(UUID.randomUUID()), discountCode());
        await().atMost(LONG)
                .until(() ->
                        !adas.get("/v1/me/achievements").json().path("earned").isEmpty());
        await().atMost(LONG).until(this::isQuiet);
        popularity.recompute(Instant.now());
        anotherApplicationIsPaid();
        someoneIsErased();
    }

    private void anotherApplicationIsPaid() {
        String message = """
                {"id":"evt_other","type":"payment_intent.succeeded","livemode":false,"data":{"object":{"id":"pi_other",\
                "amount":999,"amount_received":999,"currency":"eur","metadata":{}}}}\
                """;
        Api.anonymous(base())
                .with("Stripe-Signature", PaymentsJourneyTest.signature(message))
                .post("/v1/webhooks/stripe", message)
                .expect(200);
    }

    /** Whose rows a replay makes as anonymous as they are. */
    private void someoneIsErased() {
        Api graces = user(grace);
        graces.post("/v1/users", "{\"email\":\"%s@example.org\",\"fullName\":\"Grace\"}".formatted(grace))
                .expect(201);
        graces.post("/v1/resumes", "{\"title\":\"Hers\"}").expect(201);
        graces.post("/v1/letters", "{\"content\":\"Hers\"}").expect(201);
        await().atMost(LONG).until(this::isQuiet);
        graces.post("/v1/me/erasure", "{\"userId\":\"" + grace + "\"}").expect(200);
    }

    private String discountCode() {
        return await().atMost(LONG)
                .until(
                        () -> user(ada)
                                .get("/v1/me/referral-codes")
                                .expect(200)
                                .json()
                                .path("items")
                                .valueStream()
                                .filter(code ->
                                        code.path("rewardType").asString().equals("discount"))
                                .map(code -> code.path("code").asString())
                                .findFirst()
                                .orElse(""),
                        code -> !code.isEmpty());
    }

    private static void redeem(Api api, String code) {
        api.post("/v1/users", "{\"email\":\"%s@example.org\"}".formatted(UUID.randomUUID()))
                .expect(201);
        api.post("/v1/referrals/redemptions", "{\"code\":\"" + code + "\"}").expect(200);
    }

    private String base() {
        return "http://127.0.0.1:" + port;
    }

    private Api user(UUID user) {
        return Api.user(base(), user);
    }

    private Api admin() {
        return user(UUID.fromString(Journey.SUPER_ADMIN));
    }

    private Api auditor() {
        return user(UUID.fromString(Journey.AUDITOR));
    }

    /** Every policy and every projection has come to the end of the history, and nothing was added meanwhile. */
    private boolean isQuiet() throws SQLException {
        long head = number("SELECT position FROM event_store.head");
        for (JsonNode projection :
                auditor().get("/v1/admin/projections").expect(200).json().path("items")) {
            if (projection.path("position").asLong() < head) {
                return false;
            }
        }
        return number("SELECT min((token::jsonb ->> 'globalIndex')::bigint) FROM policies.token_entry") >= head
                && number("SELECT position FROM event_store.head") == head;
    }

    private void rebuild(String projection) {
        Answer accepted = auditor()
                .post("/v1/admin/projections/" + projection + "/rebuild")
                .expect(202);
        await().atMost(LONG).untilAsserted(() -> {
            JsonNode status =
                    auditor().get(accepted.header("Location")).expect(200).json();
            assertThat(status.path("state").asString()).as(status.toString()).isEqualTo("finished");
            assertThat(status.path("percent").asDouble()).isEqualTo(100.0);
        });
    }

    /** All of them: whoever adds one has a projector for it, and makes rows of it here. */
    private static List<String> tables() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection connection = DATABASE.superuser();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT relname FROM pg_class"
                                + " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition")) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        return tables;
    }

    private Map<String, List<String>> rows() throws SQLException {
        Map<String, List<String>> tables = new TreeMap<>();
        try (Connection connection = DATABASE.superuser();
                Statement statement = connection.createStatement()) {
            for (Projector<?> projector : projectors) {
                for (String table : projector.tables()) {
                    List<String> rows = new ArrayList<>();
                    try (ResultSet row =
                            statement.executeQuery("SELECT to_jsonb(t)::text FROM " + table + " t ORDER BY 1")) {
                        while (row.next()) {
                            rows.add(row.getString(1));
                        }
                    }
                    tables.put(table, rows);
                }
            }
        }
        return tables;
    }

    private static long number(String sql) throws SQLException {
        try (Connection connection = DATABASE.superuser();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
