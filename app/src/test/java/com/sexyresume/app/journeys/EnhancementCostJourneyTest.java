package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.SexyResume;
import com.sexyresume.app.database.ApplicationDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * What an enhancement costs is charged before it starts and given back when it fails, once each. An application of its
 * own, on a database of its own: the other journeys' work for nothing.
 */
@SpringBootTest(
        classes = SexyResume.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "server.address=127.0.0.1",
            "sexyresume.identity.hs256-secret=" + Tokens.SECRET,
            "sexyresume.identity.issuer=" + Tokens.ISSUER,
            "sexyresume.enhancements.cost=3",
            // They would pay credits of their own.
            "sexyresume.achievements.enabled=false",
            "logging.structured.format.console=",
            "logging.level.com.sexyresume=warn"
        })
@DirtiesContext
class EnhancementCostJourneyTest {

    private static final ApplicationDatabase DATABASE = ApplicationDatabase.fresh();

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String PROFESSIONAL = "{\"tone\":\"professional\"}";

    private final UUID ada = UUID.randomUUID();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        DATABASE.properties().forEach((name, value) -> registry.add(name, () -> value));
        registry.add("sexyresume.history.key-folder", () -> Path.of("target", "test-keys"));
    }

    @Test
    void itIsChargedOnce() {
        award(10);

        JsonNode enhancement = enhanced("{\"personalInfo\":{\"summary\":\"I have led crews.\"}}");

        assertThat(enhancement.path("status").asString()).isEqualTo("completed");
        assertThat(enhancement.path("costCredits").asInt()).isEqualTo(3);
        await().atMost(LONG).until(() -> balance() == 7);
        assertThat(transactions()).hasSize(2);
    }

    @Test
    void whatFailsIsGivenBackOnce() {
        award(10);

        JsonNode enhancement = enhanced("{}");

        assertThat(enhancement.path("status").asString()).isEqualTo("failed");
        await().atMost(LONG).until(() -> transactions().size() == 3);
        assertThat(balance()).isEqualTo(10);
        assertThat(transactions().get(0).path("source").asString()).isEqualTo("enhancement-refund");
        assertThat(transactions().get(1).path("source").asString()).isEqualTo("enhancement");
    }

    @Test
    void whoCannotPayIsToldSoAndKeepsTheSlot() {
        award(2);

        for (int request = 0; request < 11; request++) {
            JsonNode enhancement = enhanced("{\"personalInfo\":{\"summary\":\"I have led crews.\"}}");
            assertThat(enhancement.path("status").asString()).isEqualTo("failed");
            assertThat(enhancement.path("failure").asString()).isEqualTo("insufficient-credits");
        }

        assertThat(balance()).isEqualTo(2);
        assertThat(transactions()).hasSize(1);
    }

    private Api ada() {
        return Api.user("http://127.0.0.1:" + port, ada);
    }

    private void award(int amount) {
        Api.service("http://127.0.0.1:" + port)
                .post(
                        "/v1/users/" + ada + "/credits/awards",
                        "{\"amount\":%d,\"source\":\"welcome\"}".formatted(amount))
                .expect(201);
    }

    private JsonNode enhanced(String data) {
        String resume =
                ada().post("/v1/resumes", "{\"data\":" + data + "}").expect(201).header("Location");
        String location =
                ada().post(resume + "/enhancements", PROFESSIONAL).expect(202).header("Location");
        return await().atMost(LONG)
                .until(
                        () -> ada().get(location).json().path("enhancement"),
                        enhancement -> List.of("completed", "failed")
                                .contains(enhancement.path("status").asString("")));
    }

    private int balance() {
        return ada().get("/v1/me/credits").json().path("balance").asInt();
    }

    private JsonNode transactions() {
        return ada().get("/v1/me/credits/transactions").json().path("items");
    }
}
