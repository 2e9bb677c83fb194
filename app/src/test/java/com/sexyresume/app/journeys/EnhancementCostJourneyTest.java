package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** What an enhancement costs is charged before it starts and given back when it fails, once each. */
@TestPropertySource(properties = "sexyresume.enhancements.cost=3")
@DirtiesContext
class EnhancementCostJourneyTest extends Journey {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String PROFESSIONAL = "{\"tone\":\"professional\"}";

    private final UUID ada = UUID.randomUUID();

    @Test
    void itIsChargedOnce() {
        award(ada, 10);

        JsonNode enhancement = enhanced("{\"personalInfo\":{\"summary\":\"I have led crews.\"}}");

        assertThat(enhancement.path("status").asString()).isEqualTo("completed");
        assertThat(enhancement.path("costCredits").asInt()).isEqualTo(3);
        await().atMost(LONG).until(() -> balance() == 7);
        assertThat(transactions()).hasSize(2);
    }

    @Test
    void whatFailsIsGivenBackOnce() {
        award(ada, 10);

        JsonNode enhancement = enhanced("{}");

        assertThat(enhancement.path("status").asString()).isEqualTo("failed");
        await().atMost(LONG).until(() -> transactions().size() == 3);
        assertThat(balance()).isEqualTo(10);
        assertThat(transactions().get(0).path("source").asString()).isEqualTo("enhancement-refund");
        assertThat(transactions().get(1).path("source").asString()).isEqualTo("enhancement");
    }

    @Test
    void whoCannotPayIsToldSoAndKeepsTheSlot() {
        award(ada, 2);

        for (int request = 0; request < 11; request++) {
            JsonNode enhancement = enhanced("{\"personalInfo\":{\"summary\":\"I have led crews.\"}}");
            assertThat(enhancement.path("status").asString()).isEqualTo("failed");
            assertThat(enhancement.path("failure").asString()).isEqualTo("insufficient-credits");
        }

        assertThat(balance()).isEqualTo(2);
        assertThat(transactions()).hasSize(1);
    }

    private JsonNode enhanced(String data) {
        String resume = user(ada)
                .post("/v1/resumes", "{\"data\":" + data + "}")
                .expect(201)
                .header("Location");
        String location = user(ada)
                .post(resume + "/enhancements", PROFESSIONAL)
                .expect(202)
                .header("Location");
        return await().atMost(LONG)
                .until(
                        () -> user(ada).get(location).json().path("enhancement"),
                        enhancement -> List.of("completed", "failed")
                                .contains(enhancement.path("status").asString("")));
    }

    private int balance() {
        return user(ada).get("/v1/me/credits").json().path("balance").asInt();
    }

    private JsonNode transactions() {
        return user(ada).get("/v1/me/credits/transactions").json().path("items");
    }
}
