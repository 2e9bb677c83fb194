package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.journeys.Api.Answer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** T21, T22, B16, B03. */
class LettersJourneyTest extends Journey {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String DATA = """
            {"personalInfo": {"fullName": "Ada Lovelace", "email": "ada@example.org", "summary": "I love engines."},
             "experience": [{"id": "engine", "company": "Engines", "position": "Engineer",
                             "achievements": ["Audited the books", "Built 3 looms"]}],
             "skills": [{"id": "m", "name": "Mathematics"}, {"id": "l", "name": "Looms"}]}""";

    private final UUID ada = UUID.randomUUID();

    @Test
    void aLetterIsWrittenEditedRestoredAndMadeFinal() {
        String resume = resume(DATA);
        Answer created = user(ada)
                .post(
                        "/v1/letters",
                        "{\"title\":\"For Babbage\",\"resumeId\":\"%s\",\"targetRole\":\"Programmer\",\"targetCompany\":\"Babbage & Sons\",\"jobDescription\":\"You know looms.\"}"
                                .formatted(resume))
                .expect(201);
        String letter = created.header("Location");

        Answer accepted = user(ada)
                .ifMatch(created)
                .post(letter + "/generations", "{\"tone\":\"creative\"}")
                .expect(202);
        assertThat(accepted.header("RateLimit-Policy")).isEqualTo("\"letters\";q=10;w=86400");
        assertThat(accepted.header("RateLimit")).startsWith("\"letters\";r=9;t=");
        JsonNode generation = ended(accepted.header("Location"));
        assertThat(generation.path("status").asString()).isEqualTo("completed");
        assertThat(generation.path("tone").asString()).isEqualTo("creative");
        assertThat(generation.path("draft").asInt()).isEqualTo(1);

        Answer written = user(ada).get(letter).expect(200);
        String content = written.json().path("content").asString();
        assertThat(content)
                .startsWith(
                        "Dear Hiring Team at Babbage & Sons,\n\nI would love to apply for the position of Programmer")
                .contains("- Built 3 looms\n- Audited the books")
                .contains("Looms and Mathematics")
                .endsWith("\nAda Lovelace");
        assertThat(written.json().path("ungrounded")).isEmpty();
        assertThat(written.json().path("letter").path("targetRole").asString()).isEqualTo("Programmer");

        user(ada).put(letter + "/content", "{\"content\":\"Mine\"}").expectProblem(428, "version-required");
        user(ada)
                .ifMatch(created)
                .put(letter + "/content", "{\"content\":\"Mine\"}")
                .expectProblem(412, "stale-version");
        Answer edited = user(ada)
                .ifMatch(written)
                .put(letter + "/content", "{\"content\":\"Dear Charles,\\n\\nMine\"}")
                .expect(200);
        JsonNode diff = user(ada)
                .after(edited)
                .get(letter + "/diff?from=1&to=2")
                .expect(200)
                .json();
        assertThat(diff.path("changes").toString())
                .contains("{\"kind\":\"added\",\"lines\":[\"Dear Charles,\"]}")
                .contains("{\"kind\":\"same\",\"lines\":[\"\"]}");
        Answer restored =
                user(ada).ifMatch(edited).post(letter + "/drafts/1/restoration").expect(200);
        JsonNode drafts = user(ada)
                .after(restored)
                .get(letter + "/drafts?limit=2")
                .expect(200)
                .json();
        assertThat(drafts.path("items")).hasSize(2);
        assertThat(drafts.path("items").get(0).path("restoredDraft").asInt()).isEqualTo(1);
        assertThat(drafts.path("items").get(0).path("content").asString()).isEqualTo(content);
        assertThat(user(ada)
                        .get(letter + "/drafts?limit=2&cursor="
                                + drafts.path("next").asString())
                        .expect(200)
                        .json()
                        .path("items")
                        .get(0)
                        .path("source")
                        .asString())
                .isEqualTo("generated");
        user(ada).ifMatch(restored).post(letter + "/drafts/9/restoration").expectProblem(404, "not-found");

        Answer done = user(ada).ifMatch(restored).post(letter + "/finalisation").expect(200);
        user(ada)
                .ifMatch(done)
                .put(letter + "/content", "{\"content\":\"Later\"}")
                .expectProblem(409, "letter-final");
        user(ada).ifMatch(done).put(letter + "/details", "{}").expectProblem(409, "letter-final");
        user(ada).ifMatch(done).post(letter + "/generations").expectProblem(409, "letter-final");
        user(ada).ifMatch(done).post(letter + "/drafts/1/restoration").expectProblem(409, "letter-final");
        assertThat(titles("?state=finished", done)).containsExactly("For Babbage");

        Answer deleted = user(ada).ifMatch(done).delete(letter).expect(200);
        assertThat(titles("", deleted)).isEmpty();
        assertThat(titles("?state=deleted&resumeId=" + resume, deleted)).containsExactly("For Babbage");
        Answer back = user(ada).ifMatch(deleted).post(letter + "/restoration").expect(200);
        assertThat(titles("", back)).containsExactly("For Babbage");

        await().atMost(LONG).untilAsserted(() -> {
            JsonNode costs = user(UUID.fromString(SUPER_ADMIN))
                    .get("/v1/reports/model-costs?userId=" + ada)
                    .expect(200)
                    .json()
                    .path("items");
            assertThat(costs).hasSize(1);
            assertThat(costs.get(0).path("purpose").asString()).isEqualTo("letter");
            assertThat(costs.get(0).path("model").asString()).isEqualTo("template");
            assertThat(costs.get(0).path("completed").asInt()).isEqualTo(1);
        });
        user(ada).get("/v1/reports/model-costs").expectProblem(403, "forbidden");
    }

    @Test
    void aLetterMayBeWrittenAlone() {
        Answer created = user(ada).post("/v1/letters", "{}").expect(201);
        String letter = created.header("Location");
        user(ada).ifMatch(created).post(letter + "/finalisation").expectProblem(409, "letter-empty");
        user(ada).ifMatch(created).post(letter + "/generations").expectProblem(409, "letter-needs-resume");
        Answer written = user(ada)
                .ifMatch(created)
                .put(letter + "/content", "{\"content\":\"Dear Charles\"}")
                .expect(200);
        Answer described = user(ada)
                .ifMatch(written)
                .put(letter + "/details", "{\"title\":\"Second\",\"targetRole\":\"Countess\"}")
                .expect(200);

        JsonNode shown = user(ada).after(described).get(letter).expect(200).json();

        assertThat(shown.path("content").asString()).isEqualTo("Dear Charles");
        assertThat(shown.path("letter").path("title").asString()).isEqualTo("Second");
        assertThat(shown.path("letter").path("draft").asInt()).isEqualTo(1);
        user(ada).ifMatch(described).post(letter + "/finalisation").expect(200);
    }

    @Test
    void whatFailsMayBeAskedForAgain() {
        String empty = resume("{}");
        Answer seen = user(ada)
                .post("/v1/letters", "{\"resumeId\":\"%s\"}".formatted(empty))
                .expect(201);
        String letter = seen.header("Location");
        for (int time = 0; time < 2; time++) {
            Answer accepted =
                    user(ada).ifMatch(seen).post(letter + "/generations").expect(202);
            JsonNode failed = ended(accepted.header("Location"));
            assertThat(failed.path("failure").asString()).isEqualTo("nothing-to-write-of");
            seen = user(ada).get(letter).expect(200);
        }
        assertThat(user(ada).get(letter + "/generations").expect(200).json().path("items"))
                .hasSize(2);
        assertThat(seen.json().path("letter").path("draft").asInt()).isZero();

        // What failed is not counted, and what is written is.
        Answer other = user(ada)
                .post("/v1/letters", "{\"resumeId\":\"%s\"}".formatted(resume(DATA)))
                .expect(201);
        assertThat(user(ada)
                        .ifMatch(other)
                        .post(other.header("Location") + "/generations")
                        .expect(202)
                        .header("RateLimit"))
                .startsWith("\"letters\";r=9;");
    }

    @Test
    void soManyLettersADayAreWrittenAndNoMore() throws Exception {
        String resume = resume(DATA);
        List<Answer> answers = inParallel(14, number -> {
            Answer letter = user(ada)
                    .post("/v1/letters", "{\"resumeId\":\"%s\"}".formatted(resume))
                    .expect(201);
            return user(ada).ifMatch(letter).post(letter.header("Location") + "/generations");
        });

        assertThat(answers.stream().filter(answer -> answer.status() == 202)).hasSize(10);
        assertThat(answers.stream().filter(answer -> answer.status() != 202)).allSatisfy(refused -> {
            refused.expectProblem(429, "letter-limit-reached");
            assertThat(refused.header("RateLimit")).startsWith("\"letters\";r=0;t=");
        });
    }

    @Test
    void whatIsSomebodyElsesIsAnsweredAsIfItWereNot() {
        String resume = resume(DATA);
        Answer created = user(ada)
                .post("/v1/letters", "{\"resumeId\":\"%s\",\"content\":\"Mine\"}".formatted(resume))
                .expect(201);
        String letter = created.header("Location");
        user(ada).after(created).get(letter).expect(200);
        Api grace = user(UUID.randomUUID());

        grace.post("/v1/letters", "{\"resumeId\":\"%s\"}".formatted(resume)).expectProblem(404, "not-found");
        grace.get(letter).expectProblem(404, "not-found");
        grace.get(letter + "/drafts").expectProblem(404, "not-found");
        grace.get(letter + "/drafts/1").expectProblem(404, "not-found");
        grace.get(letter + "/diff?from=1&to=1").expectProblem(404, "not-found");
        grace.get(letter + "/generations").expectProblem(404, "not-found");
        Api guessing = grace.ifMatch(created);
        guessing.put(letter + "/content", "{\"content\":\"Hers\"}").expectProblem(404, "not-found");
        guessing.put(letter + "/details", "{}").expectProblem(404, "not-found");
        guessing.post(letter + "/drafts/1/restoration").expectProblem(404, "not-found");
        guessing.post(letter + "/generations").expectProblem(404, "not-found");
        guessing.post(letter + "/finalisation").expectProblem(404, "not-found");
        guessing.post(letter + "/restoration").expectProblem(404, "not-found");
        guessing.delete(letter).expectProblem(404, "not-found");
        anonymous().get(letter).expectProblem(401, "unauthenticated");
    }

    @Test
    void badInputIsRefused() {
        for (String body : new String[] {
            "{\"title\":\"\"}",
            "{\"content\":\"\"}",
            "{\"resumeId\":\"nobody\"}",
            "{\"resumeVersion\":-1}",
            "{\"targetRole\":\"%s\"}".formatted("a".repeat(201)),
            "{\"owner\":\"me\"}"
        }) {
            user(ada).post("/v1/letters", body).expectProblem(400, "invalid-request");
        }
        Answer created = user(ada).post("/v1/letters", "{\"content\":\"One\"}").expect(201);
        String letter = created.header("Location");
        user(ada).ifMatch(created).put(letter + "/content", "{}").expectProblem(400, "invalid-request");
        user(ada)
                .ifMatch(created)
                .post(letter + "/generations", "{\"tone\":\"rude\"}")
                .expectProblem(400, "invalid-request");
        user(ada).get("/v1/letters?limit=0").expectProblem(400, "invalid-parameter");
        user(ada).after(created).get(letter + "/diff?from=1&to=2").expectProblem(404, "not-found");
    }

    @Test
    void aVersionOfNoResumeIsRefused() {
        Answer created = user(ada).post("/v1/letters", "{}").expect(201);
        for (Answer refused : new Answer[] {
            user(ada).post("/v1/letters", "{\"resumeVersion\":3}"),
            user(ada).ifMatch(created).put(created.header("Location") + "/details", "{\"resumeVersion\":3}")
        }) {
            refused.expectProblem(400, "invalid-request");
            assertThat(refused.json().path("errors")).hasSize(1);
            assertThat(refused.json().path("errors").path(0).path("pointer").asString())
                    .isEqualTo("/resumeVersion");
        }
    }

    private String resume(String data) {
        return user(ada)
                .post("/v1/resumes", "{\"data\":" + data + "}")
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private JsonNode ended(String location) {
        return await().atMost(LONG)
                .until(
                        () -> user(ada).get(location).json(),
                        generation -> List.of("completed", "failed")
                                .contains(generation.path("status").asString("")));
    }

    private List<String> titles(String query, Answer after) {
        return user(ada)
                .after(after)
                .get("/v1/letters" + query)
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .map(letter -> letter.path("title").asString())
                .toList();
    }
}
