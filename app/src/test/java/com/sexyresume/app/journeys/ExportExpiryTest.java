package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.journeys.Api.Answer;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** B10, R01, D25: a file lives as long as was said when it was asked for, and is deleted then. */
@TestPropertySource(properties = "sexyresume.exports.lifetime=4s")
@DirtiesContext
class ExportExpiryTest extends Journey {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void aFileAndItsRowAreDeletedWhenTheirTimeIsOver() {
        UUID ada = UUID.randomUUID();
        String resume = user(ada).post("/v1/resumes", "{}").expect(201).header("Location");
        Answer asked =
                user(ada).post(resume + "/exports", "{\"format\":\"txt\"}").expect(202);
        String location = asked.header("Location");

        await().atMost(LONG).until(() -> user(ada).get(location + "/file").status() == 410);

        user(ada).get(location + "/file").expectProblem(410, "export-expired");
        await().atMost(LONG).until(() -> ExportsJourneyTest.files(location) == 0);
        await().atMost(LONG).until(() -> user(ada).get(location).status() == 404);
        assertThat(user(ada).get("/v1/me/exports").json().path("items")).isEmpty();
    }
}
