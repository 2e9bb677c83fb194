package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.app.journeys.Api.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** T02, C15, C16, D59: what a frontend asks of the command side, and what it reads afterwards. */
class ResumesJourneyTest extends Journey {

    private static final String RESUMES = "/v1/resumes";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final UUID ada = UUID.randomUUID();

    @Test
    void aResumeBeginsWithItsDefaults() {
        Answer created = user(ada).post(RESUMES, "{}").expect(201);

        assertThat(created.header("ETag")).isEqualTo("\"0\"");
        assertThat(created.header("Location"))
                .isEqualTo(RESUMES + "/" + created.json().path("id").asString());
        JsonNode resume = user(ada)
                .after(created)
                .get(created.header("Location"))
                .expect(200)
                .json();
        assertThat(resume.path("title").asString()).isEqualTo("My Resume");
        assertThat(resume.path("template").asString()).isEqualTo("modern");
        assertThat(resume.path("active").asBoolean()).isTrue();
        assertThat(resume.path("data")).isEqualTo(JSON.readTree("{}"));
    }

    @Test
    void aRealDocumentIsImportedEditedAndExported() throws IOException {
        String document = Files.readString(Path.of("../docs/walkthrough/ada.json"));
        Answer imported = user(ada)
                .post(RESUMES + "/import", "{\"format\":\"json-resume\",\"document\":" + document + "}")
                .expect(201);
        String resume = imported.header("Location");
        String export = resume + "/export?format=json-resume";
        assertThat(user(ada).after(imported).get(export).expect(200).json()).isEqualTo(JSON.readTree(document));

        Answer edited = jsonPatch(imported)
                .patch(resume, "[{\"op\":\"add\",\"path\":\"/personalInfo/fullName\",\"value\":\"Countess\"}]")
                .expect(200);
        assertThat(edited.header("ETag")).isEqualTo("\"1\"");
        Answer merged = mergePatch(edited)
                .patch(resume, "{\"personalInfo\":{\"phone\":null,\"summary\":\"I count.\"}}")
                .expect(200);

        JsonNode basics = user(ada).after(merged).get(export).expect(200).json().path("basics");
        assertThat(basics.path("name").asString()).isEqualTo("Countess");
        assertThat(basics.path("summary").asString()).isEqualTo("I count.");
        assertThat(basics.has("phone")).isFalse();
    }

    @Test
    void theWholeLifeOfAResume() {
        Answer last = user(ada)
                .post(RESUMES, "{\"title\":\"CV\",\"data\":" + named("Ada") + "}")
                .expect(201);
        String resume = last.header("Location");
        last = ifMatch(last).put(resume + "/data", named("Ada Byron")).expect(200);
        last = ifMatch(last).put(resume + "/title", "{\"title\":\"Engineer\"}").expect(200);
        last = ifMatch(last)
                .put(resume + "/template", "{\"template\":\"technical\"}")
                .expect(200);
        last = ifMatch(last)
                .put(resume + "/versions/0/label", "{\"label\":\"sent\"}")
                .expect(200);
        last = ifMatch(last).delete(resume + "/activation").expect(200);
        last = ifMatch(last).post(resume + "/activation").expect(200);
        last = ifMatch(last).post(resume + "/lock").expect(200);
        ifMatch(last).put(resume + "/data", named("Eve")).expectProblem(409, "resume-locked");
        last = ifMatch(last).delete(resume + "/lock").expect(200);
        last = ifMatch(last).post(resume + "/versions/0/restoration").expect(200);

        JsonNode restored = user(ada).after(last).get(resume).expect(200).json();
        assertThat(restored.path("title").asString()).isEqualTo("CV");
        assertThat(restored.path("template").asString()).isEqualTo("modern");
        assertThat(restored.path("data")).isEqualTo(JSON.readTree(named("Ada")));

        last = ifMatch(last).delete(resume).expect(200);
        ifMatch(last).put(resume + "/data", named("Eve")).expectProblem(409, "resume-deleted");
        last = ifMatch(last).post(resume + "/restoration").expect(200);
        JsonNode undeleted = user(ada).after(last).get(resume).expect(200).json();
        assertThat(undeleted.path("version").asLong()).isEqualTo(11);
        assertThat(undeleted.path("deletedAt").isNull()).isTrue();

        Answer copy = user(ada)
                .post(resume + "/duplicates", "{\"title\":\"For Babbage\"}")
                .expect(201);
        JsonNode copied =
                user(ada).after(copy).get(copy.header("Location")).expect(200).json();
        assertThat(copied.path("title").asString()).isEqualTo("For Babbage");
        assertThat(copied.path("data")).isEqualTo(undeleted.path("data"));
        user(ada).post(resume + "/duplicates").expect(201);
        user(ada).with("If-Match", "\"0\"").post(resume + "/duplicates").expectProblem(412, "stale-version");
    }

    @Test
    void anEditThatChangesNothingMakesNoVersion() {
        Answer created =
                user(ada).post(RESUMES, "{\"data\":" + named("Ada") + "}").expect(201);

        Answer same = ifMatch(created)
                .put(created.header("Location") + "/data", named("Ada"))
                .expect(200);

        assertThat(same.header("ETag")).isEqualTo("\"0\"");
    }

    @Test
    void aStaleEditIsToldWhatItMissed() {
        Answer created = user(ada).post(RESUMES, "{}").expect(201);
        String resume = created.header("Location");
        String first = "[{\"op\":\"add\",\"path\":\"/skills\",\"value\":[]}]";
        jsonPatch(created).patch(resume, first).expect(200);

        JsonNode problem = jsonPatch(created)
                .patch(resume, first)
                .expectProblem(412, "stale-version")
                .json();

        assertThat(problem.path("expectedVersion").asLong()).isZero();
        assertThat(problem.path("version").asLong()).isEqualTo(1);
        assertThat(problem.path("missed")).hasSize(1);
        assertThat(problem.path("missed").get(0).path("operations")).isEqualTo(JSON.readTree(first));
    }

    @Test
    void ifMatchIsReadByTheRulesOfHttp() {
        Answer created = user(ada).post(RESUMES, "{}").expect(201);
        String resume = created.header("Location");
        String title = resume + "/title";
        String body = "{\"title\":\"%s\"}";
        ifMatch(created).put(title, body.formatted("one")).expect(200);

        // A list, the asterisk, and blanks around them.
        user(ada)
                .with("If-Match", "\"0\", \"1\"")
                .put(title, body.formatted("two"))
                .expect(200);
        user(ada).with("If-Match", " * ").put(title, body.formatted("three")).expect(200);
        for (String none : List.of("W/\"3\"", "\"2\", W/\"3\"", "3", "", "\"x\"", "\"3", "\"\u00e9\"", ",", "\"03\"")) {
            user(ada).with("If-Match", none).put(title, body.formatted("four")).expectProblem(412, "stale-version");
        }
        JsonNode missed = user(ada)
                .with("If-Match", "\"0\", W/\"2\", \"x\"")
                .put(title, body.formatted("four"))
                .expectProblem(412, "stale-version")
                .json();
        assertThat(missed.path("version").asLong()).isEqualTo(3);
        assertThat(missed.path("expectedVersion").asLong()).isEqualTo(2);
        assertThat(missed.path("missed")).hasSize(1);
        JsonNode unknown = user(ada)
                .with("If-Match", "\"x\"")
                .put(title, body.formatted("four"))
                .expectProblem(412, "stale-version")
                .json();
        assertThat(unknown.has("expectedVersion")).isFalse();
        assertThat(unknown.has("missed")).isFalse();
        // There is no state yet that it could be about.
        user(ada).with("If-Match", "*").post(RESUMES, "{}").expectProblem(412, "stale-version");
        user(ada).with("If-Match", "*").post(resume + "/duplicates").expect(201);
        user(ada).with("If-Match", "\"0\"").post(resume + "/duplicates").expectProblem(412, "stale-version");
    }

    @Test
    void ifNoneMatchIsReadByTheRulesOfHttp() {
        Answer created = user(ada).post(RESUMES, "{}").expect(201);
        String resume = created.header("Location");
        Api reader = user(ada).after(created);
        for (String seen : List.of("\"0\"", "W/\"0\"", "\"7\", W/\"0\"", "\"a,b\",\"0\"", "*", " * ")) {
            Answer same = reader.with("If-None-Match", seen).get(resume).expect(304);
            assertThat(same.header("ETag")).isEqualTo("\"0\"");
            assertThat(same.body()).isEmpty();
        }
        for (String other : List.of("\"1\"", "W/\"1\"", "0", "", "\"0")) {
            reader.with("If-None-Match", other).get(resume).expect(200);
        }
        reader.with("If-None-Match", "*").get(RESUMES + "/" + UUID.randomUUID()).expectProblem(404, "not-found");
        // It is no condition of a list, which has no tag.
        reader.with("If-None-Match", "*").get(RESUMES).expect(200);
    }

    static Stream<Arguments> edits() {
        return Stream.<BiFunction<Api, String, Answer>>of(
                        (api, resume) -> api.put(resume + "/data", "{}"),
                        (api, resume) -> api.with("Content-Type", "application/json-patch+json")
                                .patch(resume, "[]"),
                        (api, resume) -> api.with("Content-Type", "application/merge-patch+json")
                                .patch(resume, "{}"),
                        (api, resume) -> api.put(resume + "/title", "{\"title\":\"x\"}"),
                        (api, resume) -> api.put(resume + "/template", "{\"template\":\"classic\"}"),
                        (api, resume) -> api.post(resume + "/activation"),
                        (api, resume) -> api.delete(resume + "/activation"),
                        (api, resume) -> api.post(resume + "/lock"),
                        (api, resume) -> api.delete(resume + "/lock"),
                        (api, resume) -> api.put(resume + "/versions/0/label", "{\"label\":\"x\"}"),
                        (api, resume) -> api.post(resume + "/versions/0/restoration"),
                        (api, resume) -> api.post(resume + "/restoration"),
                        (api, resume) -> api.delete(resume))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("edits")
    void everyEditNeedsTheVersionThatWasSeen(BiFunction<Api, String, Answer> edit) {
        Answer created = user(ada).post(RESUMES, "{}").expect(201);
        String resume = created.header("Location");

        edit.apply(user(ada), resume).expectProblem(428, "version-required");
        edit.apply(user(ada).with("If-Match", "\"7\""), resume).expectProblem(412, "stale-version");
        edit.apply(user(ada).ifMatch(created), resume).expect(200);
    }

    @ParameterizedTest
    @MethodSource("edits")
    void aStrangersEditIsAnsweredLikeOneOfNoResume(BiFunction<Api, String, Answer> edit) {
        Answer created = user(ada).post(RESUMES, "{}").expect(201);
        Api eve = user(UUID.randomUUID()).with("If-Match", "\"0\"");

        Answer foreign = edit.apply(eve, created.header("Location")).expectProblem(404, "not-found");
        Answer absent = edit.apply(eve, RESUMES + "/" + UUID.randomUUID()).expectProblem(404, "not-found");

        assertThat(foreign.body()).isEqualTo(absent.body());
    }

    @Test
    void aStrangerLearnsNothingFromVersionsCopiesAndCompleteness() {
        String resume = user(ada).post(RESUMES, "{}").expect(201).header("Location");
        Api eve = user(UUID.randomUUID());

        eve.post(resume + "/duplicates").expectProblem(404, "not-found");
        eve.get(resume + "/completeness").expectProblem(404, "not-found");
        eve.with("If-Match", "\"5\"")
                .put(resume + "/title", "{\"title\":\"x\"}")
                .expectProblem(404, "not-found");
        anonymous().get(resume + "/completeness").expectProblem(401, "unauthenticated");
    }

    @Test
    void theSameImportTwiceMakesOneResume() {
        Api keyed = user(ada).with("Idempotency-Key", "import-1");
        String body = "{\"format\":\"resume-data\",\"document\":{\"skills\":[{\"name\":\"a\"}]}}";

        assertThat(keyed.post(RESUMES + "/import", body).expect(201).body())
                .isEqualTo(keyed.post(RESUMES + "/import", body).expect(201).body());
    }

    @Test
    void completenessTellsWhatIsMissing() {
        String resume = user(ada)
                .post(RESUMES, "{\"data\":" + named("Ada") + "}")
                .expect(201)
                .header("Location");

        JsonNode completeness =
                user(ada).get(resume + "/completeness").expect(200).json();

        assertThat(completeness.path("complete").asBoolean()).isFalse();
        assertThat(completeness.path("missing").findValuesAsString("pointer"))
                .contains("/personalInfo/email", "/experience")
                .doesNotContain("/personalInfo/fullName");
    }

    @Test
    void theSchemasArePublishedForAnyone() {
        for (String name : new String[] {"resume-data.json", "resume-data-complete.json", "json-resume.json"}) {
            Answer schema = anonymous().get("/schemas/" + name).expect(200);
            assertThat(schema.header("Content-Type")).startsWith("application/schema+json");
            assertThat(schema.json().path("$id").asString()).endsWith("/schemas/" + name);
        }
        anonymous().get("/schemas/passwords.json").expectProblem(404, "not-found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"template\":\"papyrus\"}                                      | 422 | unknown-template",
                "{\"title\":\"  \"}                                              | 422 | resume-invalid",
                "{\"title\":7}                                                   | 400 | invalid-request",
                "{\"data\":[]}                                                   | 422 | resume-invalid",
                "{\"data\":null}                                                 | 422 | resume-invalid",
                "{\"data\":{\"hobbies\":[]}}                                     | 422 | resume-invalid",
                "{\"data\":{\"extensions\":{\"n\":1e1000000000}}}                | 400 | malformed-request",
                "{\"data\":{\"personalInfo\":{\"fullName\":\"\\u0000\"}}}        | 400 | malformed-request",
                "{\"data\":{\"personalInfo\":{\"fullName\":\"\\ud800\"}}}        | 400 | malformed-request",
                "{\"owner\":\"00000000-0000-4000-8000-000000000001\"}            | 400 | invalid-request",
                "{\"title\":\"a\",\"title\":\"b\"}                               | 400 | malformed-request",
                "{\"title\":\"a\"                                                | 400 | malformed-request",
                "[]                                                              | 400 | invalid-request",
            })
    void badInputIsRefused(String body, int status, String code) {
        user(ada).post(RESUMES, body).expectProblem(status, code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{\"op\":\"test\",\"path\":\"/personalInfo/fullName\",\"value\":\"Eve\"}] | 409 | patch-test-failed",
                "[{\"op\":\"replace\",\"path\":\"/skills/0/name\",\"value\":\"x\"}]        | 422 | patch-path-missing",
                "[{\"op\":\"add\",\"path\":\"skills\",\"value\":[]}]                       | 422 | patch-invalid",
                "[{\"op\":\"add\",\"path\":\"/skills\",\"value\":{}}]                      | 422 | resume-invalid",
                "{}                                                                        | 422 | patch-invalid",
                "null                                                                      | 422 | patch-invalid",
            })
    void aBadPatchIsRefusedAndNothingOfItRecorded(String patch, int status, String code) {
        Answer created =
                user(ada).post(RESUMES, "{\"data\":" + named("Ada") + "}").expect(201);
        String resume = created.header("Location");

        jsonPatch(created).patch(resume, patch).expectProblem(status, code);

        // The version is still the first one.
        jsonPatch(created).patch(resume, "[]").expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "application/xml"})
    void aPatchInAnotherFormatIsRefusedWithTheFormats(String type) {
        Answer created = user(ada).post(RESUMES, "{}").expect(201);

        Answer refused = ifMatch(created)
                .with("Content-Type", type)
                .patch(created.header("Location"), "[]")
                .expectProblem(415, "unsupported-media-type");

        assertThat(refused.header("Accept-Patch"))
                .contains("application/json-patch+json")
                .contains("application/merge-patch+json");
    }

    private Api ifMatch(Answer seen) {
        return user(ada).ifMatch(seen);
    }

    private Api jsonPatch(Answer seen) {
        return ifMatch(seen).with("Content-Type", "application/json-patch+json");
    }

    private Api mergePatch(Answer seen) {
        return ifMatch(seen).with("Content-Type", "application/merge-patch+json");
    }

    private static String named(String name) {
        return "{\"personalInfo\":{\"fullName\":\"" + name + "\"}}";
    }
}
