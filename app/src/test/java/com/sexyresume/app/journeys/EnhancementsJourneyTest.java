package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.journeys.Api.Answer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** T03, T04, B01–B04, C02–C04, D36, D61, D63. */
class EnhancementsJourneyTest extends Journey {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String PROFESSIONAL = "{\"tone\":\"professional\"}";
    private static final String DATA = """
            {"personalInfo": {"fullName": "Ada", "summary": "I have led crews. It's fun."},
             "experience": [{"id": "engine", "company": "Engines", "position": "Engineer",
                             "description": "Responsible for managing the mill.",
                             "achievements": ["Worked on the looms", "Audited the books"]}]}""";

    private final UUID ada = UUID.randomUUID();

    @Test
    void twoSuggestionsAreAppliedAndOneIsStale() {
        Answer created = resume(DATA);
        String resume = created.header("Location");

        Answer accepted = user(ada)
                .post(
                        resume + "/enhancements",
                        "{\"tone\":\"professional\",\"targetRole\":\"Staff Engineer\",\"targetIndustry\":\"Rail\"}")
                .expect(202);
        String location = accepted.header("Location");
        JsonNode enhancement = ended(location);
        assertThat(enhancement.path("status").asString()).isEqualTo("completed");
        assertThat(enhancement.path("targetRole").asString()).isEqualTo("Staff Engineer");
        assertThat(enhancement.path("tokens").asInt(-1)).isZero();
        assertThat(enhancement.path("confidence").asDouble()).isBetween(0.01, 1.0);

        JsonNode summary = suggestion(location, "/personalInfo/summary");
        JsonNode description = suggestion(location, "/experience/0/description");
        JsonNode loom = suggestion(location, "/experience/0/achievements/0");
        JsonNode gap = suggestion(location, "/experience/0/achievements/1");
        assertThat(summary.path("suggestedText").asString()).isEqualTo("Led crews. It is fun.");
        assertThat(description.path("reasoning").asString()).isNotBlank();

        // The user edits one of the texts meanwhile.
        user(ada)
                .ifMatch(created)
                .with("Content-Type", "application/json-patch+json")
                .patch(resume, "[{\"op\":\"replace\",\"path\":\"/experience/0/achievements/0\",\"value\":\"My own\"}]")
                .expect(200);
        decide(location, summary, "accept").expect(200);
        decide(location, description, "accept").expect(200);
        decide(location, loom, "accept").expect(200);
        decide(location, gap, "accept").expectProblem(409, "suggestion-needs-input");
        user(ada)
                .post(path(location, gap, "modify"), "{\"text\":\"Audited the books of 3 mills\"}")
                .expect(200);

        await().atMost(LONG)
                .until(() -> outcome(location, "/personalInfo/summary").equals("applied"));
        await().atMost(LONG)
                .until(() -> outcome(location, "/experience/0/description").equals("applied"));
        await().atMost(LONG)
                .until(() -> outcome(location, "/experience/0/achievements/0").equals("stale"));
        await().atMost(LONG)
                .until(() -> outcome(location, "/experience/0/achievements/1").equals("applied"));
        assertThat(suggestion(location, "/experience/0/achievements/0")
                        .path("staleCode")
                        .asString())
                .isEqualTo("patch-test-failed");
        await().atMost(LONG).untilAsserted(() -> {
            JsonNode data = user(ada).get(resume).expect(200).json().path("data");
            assertThat(data.path("personalInfo").path("summary").asString()).isEqualTo("Led crews. It is fun.");
            JsonNode entry = data.path("experience").get(0);
            assertThat(entry.path("description").asString()).isEqualTo("Managed the mill.");
            assertThat(entry.path("achievements").toString())
                    .isEqualTo("[\"My own\",\"Audited the books of 3 mills\"]");
        });
        decide(location, summary, "accept").expect(200);
        decide(location, summary, "reject").expectProblem(409, "suggestion-decided");
        assertThat(user(ada)
                        .get("/v1/enhancements?status=completed&resumeId="
                                + resume.substring(resume.lastIndexOf('/') + 1))
                        .expect(200)
                        .json()
                        .path("items"))
                .hasSize(1);
        assertThat(user(ada).get("/v1/enhancements?status=failed").json().path("items"))
                .isEmpty();
    }

    @Test
    void severalAreDecidedTogether() {
        String location = requested(resume(DATA).header("Location"));
        assertThat(ended(location).path("status").asString()).isEqualTo("completed");
        String summary =
                suggestion(location, "/personalInfo/summary").path("id").asString();
        String gap =
                suggestion(location, "/experience/0/achievements/1").path("id").asString();
        String several = location + "/suggestions/decisions";

        user(ada)
                .post(several, "{\"accept\":[\"%s\",\"%s\"]}".formatted(summary, gap))
                .expectProblem(409, "suggestion-needs-input");
        assertThat(suggestion(location, "/personalInfo/summary")
                        .path("userAction")
                        .asString())
                .isEqualTo("pending");
        user(ada)
                .post(several, "{\"accept\":[\"%s\"],\"reject\":[\"%s\"]}".formatted(summary, gap))
                .expect(200);

        await().atMost(LONG)
                .until(() -> outcome(location, "/personalInfo/summary").equals("applied"));
        assertThat(suggestion(location, "/experience/0/achievements/1")
                        .path("userAction")
                        .asString())
                .isEqualTo("rejected");
    }

    @Test
    void whatIsSomebodyElsesIsAnsweredAsIfItWereNot() {
        String resume = resume(DATA).header("Location");
        String location = requested(resume);
        assertThat(ended(location).path("status").asString()).isEqualTo("completed");
        JsonNode summary = suggestion(location, "/personalInfo/summary");
        Api grace = user(UUID.randomUUID());

        grace.post(resume + "/enhancements", PROFESSIONAL).expectProblem(404, "not-found");
        grace.get(location).expectProblem(404, "not-found");
        grace.post(path(location, summary, "accept")).expectProblem(404, "not-found");
        grace.post(path(location, summary, "modify"), "{\"text\":\"Mine\"}").expectProblem(404, "not-found");
        grace.post(
                        location + "/suggestions/decisions",
                        "{\"accept\":[\"%s\"]}".formatted(summary.path("id").asString()))
                .expectProblem(404, "not-found");
        assertThat(grace.get("/v1/enhancements").json().path("items")).isEmpty();
        user(ada)
                .post(location + "/suggestions/" + UUID.randomUUID() + "/accept")
                .expectProblem(404, "not-found");
        user(ada)
                .post("/v1/enhancements/" + UUID.randomUUID() + "/suggestions/" + UUID.randomUUID() + "/reject")
                .expectProblem(404, "not-found");
        anonymous().post(resume + "/enhancements", PROFESSIONAL).expectProblem(401, "unauthenticated");
    }

    @Test
    void badInputIsRefusedAndTakesNoSlot() {
        String resume = resume(DATA).header("Location");
        for (String body : new String[] {
            "{}",
            "{\"tone\":\"rude\"}",
            "{\"tone\":\"professional\",\"targetRole\":\"\"}",
            "{\"tone\":\"professional\",\"version\":-1}",
            "{\"tone\":\"professional\",\"cost\":0}"
        }) {
            user(ada).post(resume + "/enhancements", body).expectProblem(400, "invalid-request");
        }
        user(ada)
                .post(resume + "/enhancements", "{\"tone\":\"professional\",\"version\":99}")
                .expectProblem(404, "not-found");

        assertThat(user(ada).get("/v1/enhancements").json().path("items")).isEmpty();
    }

    @Test
    void sixtyFourAtOnceGetTheSlotsOfTheDayAndNoMore() throws Exception {
        String resume = resume(DATA).header("Location");

        List<Answer> answers = inParallel(64, number -> user(ada).post(resume + "/enhancements", PROFESSIONAL));

        assertThat(answers.stream().filter(answer -> answer.status() == 202)).hasSize(10);
        assertThat(answers.stream().filter(answer -> answer.status() != 202)).allSatisfy(refused -> {
            refused.expectProblem(429, "enhancement-limit-reached");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 86_400);
            assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"enhancements\";q=10;w=86400");
            assertThat(refused.header("RateLimit"))
                    .isEqualTo("\"enhancements\";r=0;t=" + refused.header("Retry-After"));
            assertThat(refused.json().path("limit").asInt()).isEqualTo(10);
        });
        await().atMost(LONG)
                .until(() -> user(ada)
                                .get("/v1/enhancements?status=completed")
                                .json()
                                .path("items")
                                .size()
                        == 10);
    }

    @Test
    void failedOnesAreNotCounted() {
        String empty = resume("{}").header("Location");
        for (int request = 0; request < 12; request++) {
            JsonNode failed = ended(requested(empty));
            assertThat(failed.path("status").asString()).isEqualTo("failed");
            assertThat(failed.path("failure").asString()).isEqualTo("nothing-to-enhance");
        }
    }

    @Test
    void withPremiumNoneIsCounted() throws Exception {
        String resume = resume(DATA).header("Location");
        user(UUID.fromString(SUPER_ADMIN))
                .post("/v1/admin/users/" + ada + "/entitlements", "{\"entitlement\":\"premium\",\"reason\":\"beta\"}")
                .expect(201);

        assertThat(inParallel(16, number -> user(ada).post(resume + "/enhancements", PROFESSIONAL)))
                .allSatisfy(answer -> answer.expect(202));
    }

    @Test
    void theSameRequestIsOneEnhancement() throws Exception {
        String resume = resume(DATA).header("Location");
        Api keyed = user(ada).with("Idempotency-Key", "once");

        List<Answer> answers = inParallel(8, number -> keyed.post(resume + "/enhancements", PROFESSIONAL));

        assertThat(answers).allSatisfy(answer -> answer.expect(202));
        assertThat(answers)
                .extracting(answer -> answer.header("Location"))
                .containsOnly(answers.getFirst().header("Location"));
        assertThat(user(ada)
                        .after(answers.getFirst())
                        .get("/v1/enhancements")
                        .json()
                        .path("items"))
                .hasSize(1);
    }

    private Answer resume(String data) {
        return user(ada)
                .post("/v1/resumes", "{\"title\":\"One\",\"data\":" + data + "}")
                .expect(201);
    }

    private String requested(String resume) {
        return user(ada)
                .post(resume + "/enhancements", PROFESSIONAL)
                .expect(202)
                .header("Location");
    }

    private JsonNode ended(String location) {
        return await().atMost(LONG)
                .until(
                        () -> user(ada).get(location).json().path("enhancement"),
                        enhancement -> List.of("completed", "failed")
                                .contains(enhancement.path("status").asString("")));
    }

    private JsonNode suggestion(String location, String path) {
        for (JsonNode suggestion : user(ada).get(location).expect(200).json().path("suggestions")) {
            if (suggestion.path("fieldPath").asString().equals(path)) {
                return suggestion;
            }
        }
        throw new AssertionError("Nothing is suggested for " + path);
    }

    private String outcome(String location, String path) {
        return suggestion(location, path).path("outcome").asString();
    }

    private Answer decide(String location, JsonNode suggestion, String verb) {
        return user(ada).post(path(location, suggestion, verb));
    }

    private static String path(String location, JsonNode suggestion, String verb) {
        return location + "/suggestions/" + suggestion.path("id").asString() + "/" + verb;
    }
}
