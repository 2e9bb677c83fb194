package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.journeys.Api.Answer;
import com.sexyresume.command.matching.JobRolePopularity;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** T05, T06, T27, B09, F14, I12, I15, C05–C08, D39, D40, D58, Q06. */
class MatchingJourneyTest extends Journey {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String BACKEND = """
            {"personalInfo": {"fullName": "Ada", "summary": "I build reliable services for banks."},
             "experience": [{"id": "a", "company": "Engines", "position": "Backend Developer", "current": true,
                             "description": "REST APIs in Java on PostgreSQL, shipped in Docker."}],
             "skills": [{"id": "j", "name": "Java"}, {"id": "s", "name": "SQL"}, {"id": "g", "name": "Git"}]}""";
    private static final String NURSE = """
            {"experience": [{"id": "a", "position": "Nurse",
                             "description": "Patient care on an intensive care ward, medication administration."}]}""";

    private static final String ROLES_DEFINED =
            "SELECT count(*) FROM event_store.event WHERE type = 'matching.job-role-defined'";

    private final UUID ada = UUID.randomUUID();

    @Autowired
    private JobRolePopularity popularity;

    @BeforeEach
    void catalogue() {
        admin().post("/v1/admin/job-roles/starting-catalogue").expect(200);
    }

    @Test
    void aResumeIsMatchedWithTheRolesOfTheCatalogue() {
        String resume = resume(BACKEND);

        Answer accepted =
                user(ada).post(resume + "/job-matches", "{\"limit\":5}").expect(202);
        String location = accepted.header("Location");
        JsonNode match = completed(location);

        assertThat(match.path("model").asString()).isEqualTo("all-minilm-l6-v2-q");
        assertThat(match.path("recommendationCount").asInt()).isEqualTo(5);
        List<JsonNode> found = recommendations(location);
        assertThat(found).hasSize(5);
        assertThat(found)
                .isSortedAccordingTo(Comparator.comparingDouble(
                                (JsonNode one) -> one.path("matchScore").asDouble())
                        .reversed());
        JsonNode backend = found.stream()
                .filter(one -> one.path("title").asString().equals("Backend Engineer"))
                .findFirst()
                .orElseThrow();
        assertThat(backend.path("matchedSkills").toString())
                .isEqualTo("[\"Java\",\"SQL\",\"REST APIs\",\"Git\",\"Docker\",\"PostgreSQL\"]");
        assertThat(backend.path("skillGaps").toString()).isEqualTo("[\"Kubernetes\",\"Kafka\"]");
        assertThat(backend.path("confidence").asString()).isIn("high", "very_high");
        assertThat(backend.path("recommendedTemplate").asString()).isEqualTo("technical");
        assertThat(backend.path("highlightSections").toString()).contains("skills", "experience");
        assertThat(backend.path("reasoning").asString())
                .contains("\"Backend Developer\"", "5 of 5 required", "1 of 3 preferred", "Kubernetes");
        assertThat(backend.path("jobRoleVersion").asLong()).isPositive();

        assertThat(user(ada).get(resume + "/recommendations").expect(200).json().size())
                .isEqualTo(5);
        // X12
        String role = found.getFirst().path("jobRoleId").asString();
        assertThat(user(ada)
                        .get("/v1/recommendations?jobRoleId=" + role)
                        .expect(200)
                        .json()
                        .path("items"))
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.path("jobRoleId").asString()).isEqualTo(role));
        JsonNode first =
                user(ada).get("/v1/recommendations?limit=3").expect(200).json();
        JsonNode rest = user(ada)
                .get("/v1/recommendations?limit=3&cursor=" + first.path("next").asString())
                .expect(200)
                .json();
        assertThat(first.path("items").size() + rest.path("items").size()).isEqualTo(5);
        assertThat(user(ada)
                        .get("/v1/job-matches?resumeId=" + resume.substring(resume.lastIndexOf('/') + 1))
                        .expect(200)
                        .json()
                        .path("items"))
                .hasSize(1);
    }

    @Test
    void theLastWordAboutARecommendationCounts() {
        String location = requested(resume(BACKEND), "{\"limit\":2}");
        completed(location);
        JsonNode recommendation = recommendations(location).getFirst();
        String feedback =
                location + "/recommendations/" + recommendation.path("id").asString() + "/feedback";

        user(ada)
                .put(feedback, "{\"feedback\":\"applied\",\"notes\":\"On Monday\"}")
                .expect(200);
        Answer last =
                user(ada).put(feedback, "{\"feedback\":\"not_interested\"}").expect(200);

        JsonNode after = user(ada)
                .after(last)
                .get(location)
                .expect(200)
                .json()
                .path("recommendations")
                .get(0);
        assertThat(after.path("feedback").asString()).isEqualTo("not_interested");
        assertThat(after.path("feedbackNotes").isNull()).isTrue();
        user(ada)
                .put(location + "/recommendations/" + UUID.randomUUID() + "/feedback", "{\"feedback\":\"hired\"}")
                .expectProblem(404, "not-found");
        user(ada).put(feedback, "{\"feedback\":\"rich\"}").expectProblem(400, "invalid-request");
        user(UUID.randomUUID()).put(feedback, "{\"feedback\":\"hired\"}").expectProblem(404, "not-found");
    }

    /** F14. */
    @Test
    void whatWasRecommendedAndLikedLatelyIsPopular() {
        String location = requested(resume(BACKEND), "{\"limit\":2}");
        completed(location);
        JsonNode recommendation = recommendations(location).getFirst();
        Answer liked = user(ada)
                .put(
                        location + "/recommendations/"
                                + recommendation.path("id").asString() + "/feedback",
                        "{\"feedback\":\"hired\"}")
                .expect(200);
        user(ada).after(liked).get(location).expect(200);
        String role = "/v1/job-roles/" + recommendation.path("jobRoleId").asString();
        assertThat(popularity(role)).isZero();

        popularity.recompute(Instant.now());

        await().atMost(LONG).until(() -> popularity(role) > 0);
        assertThat(popularity(role)).isLessThanOrEqualTo(1);
        JsonNode rebuilt = auditor()
                .with("Prefer", "wait=60")
                .post("/v1/admin/projections/job-roles/rebuild?mode=verify")
                .expect(200)
                .json();
        assertThat(rebuilt.path("state").asString()).as(rebuilt.toString()).isEqualTo("finished");
        assertThat(rebuilt.path("differences"))
                .as(rebuilt.toString())
                .isNotEmpty()
                .allSatisfy(table -> assertThat(table.path("missing").asLong()
                                + table.path("different").asLong()
                                + table.path("extra").asLong())
                        .isZero());

        popularity.recompute(Instant.now().plus(Duration.ofDays(91)));

        await().atMost(LONG).until(() -> popularity(role) == 0);
    }

    private double popularity(String role) {
        return user(ada)
                .get(role)
                .expect(200)
                .json()
                .path("role")
                .path("popularity")
                .asDouble();
    }

    @Test
    void aFilterLeavesNothingElse() {
        String location =
                requested(resume(NURSE), "{\"industry\":\"health_care\",\"seniority\":\"senior\",\"limit\":3}");

        completed(location);

        assertThat(recommendations(location))
                .hasSize(3)
                .allSatisfy(one -> {
                    assertThat(one.path("industry").asString()).isEqualTo("health_care");
                    assertThat(one.path("seniority").asString()).isEqualTo("senior");
                })
                .extracting(one -> one.path("title").asString())
                .contains("Critical Care Nurse");
    }

    @Test
    void anEarlierVersionIsMatchedAsItWas() {
        Answer created = user(ada)
                .post("/v1/resumes", "{\"title\":\"One\",\"data\":" + NURSE + "}")
                .expect(201);
        String resume = created.header("Location");
        user(ada).ifMatch(created).put(resume + "/data", BACKEND).expect(200);

        String location = requested(resume, "{\"version\":0,\"limit\":1}");

        completed(location);
        assertThat(recommendations(location).getFirst().path("industry").asString())
                .isEqualTo("health_care");
    }

    @Test
    void whatSaysNothingFailsAndSaysWhy() {
        String location = requested(resume("{}"), "{}");

        JsonNode failed = ended(location);

        assertThat(failed.path("status").asString()).isEqualTo("failed");
        assertThat(failed.path("failure").asString()).isEqualTo("nothing-to-match");
        assertThat(recommendations(location)).isEmpty();
    }

    @Test
    void rolesAreDefinedRevisedAndRetiredByAdministrators() {
        String title = "Weaver " + UUID.randomUUID();
        String weaver =
                "{\"title\":\"%s\",\"industry\":\"textiles\",\"seniority\":\"mid\",\"requiredSkills\":[\"Weaving\"]}"
                        .formatted(title);
        Answer created = admin().post("/v1/admin/job-roles", weaver).expect(201);
        String role = created.header("Location");
        String admin = "/v1/admin" + role.substring("/v1".length());
        admin().post("/v1/admin/job-roles", weaver.replace("Weaver", "WEAVER,")).expectProblem(409, "job-role-taken");

        Answer revised = admin().put(
                        admin, weaver.replace("\"mid\"", "\"senior\",\"salaryMin\":1,\"currency\":\"EUR\""))
                .expect(200);
        admin().ifMatch(created).put(admin, weaver).expectProblem(412, "stale-version");
        admin().put(admin, weaver.replace("\"mid\"", "\"mid\",\"salaryMin\":2,\"salaryMax\":1,\"currency\":\"EUR\""))
                .expectProblem(422, "salary-range-invalid");
        admin().put(admin + "/templates/compact", "{\"weight\":30}").expect(200);
        Answer mapped = admin().put(admin + "/templates/classic", "{\"weight\":80,\"reason\":\"Old craft\"}")
                .expect(200);
        admin().put(admin + "/templates/shiny", "{\"weight\":80}").expectProblem(404, "not-found");
        admin().delete(admin + "/templates/modern").expectProblem(404, "not-found");

        JsonNode read = user(ada).after(mapped).get(role).expect(200).json();
        assertThat(read.path("role").path("seniority").asString()).isEqualTo("senior");
        assertThat(read.path("role").path("salaryMin").asInt()).isEqualTo(1);
        assertThat(read.path("templates").path(0).path("template").asString()).isEqualTo("classic");
        assertThat(revised.position()).isGreaterThan(created.position());
        await().atMost(LONG)
                .until(() -> !user(ada)
                        .get(role)
                        .json()
                        .path("role")
                        .path("embeddingModel")
                        .isNull());
        assertThat(titles("/v1/job-roles?industry=textiles&seniority=senior&title=" + title.substring(7)))
                .containsExactly(title);

        Answer retired = admin().delete(admin).expect(200);
        admin().put(admin, weaver).expectProblem(409, "job-role-retired");
        assertThat(user(ada)
                        .after(retired)
                        .get(role)
                        .expect(200)
                        .json()
                        .path("role")
                        .path("retiredAt")
                        .isNull())
                .isFalse();
        assertThat(titles("/v1/job-roles?title=" + title.substring(7))).isEmpty();
        admin().post("/v1/admin/job-roles", weaver).expect(201);
    }

    @Test
    void rolesThatAreAlikeAreNear() {
        completed(requested(resume(BACKEND), "{}"));
        JsonNode backend = user(ada)
                .get("/v1/job-roles?title=senior%20backend")
                .expect(200)
                .json()
                .path("items")
                .get(0);

        JsonNode similar = user(ada)
                .get("/v1/job-roles/" + backend.path("id").asString() + "/similar?limit=5")
                .expect(200)
                .json();

        assertThat(similar).hasSize(5);
        List<String> titles = new ArrayList<>();
        similar.forEach(one -> titles.add(one.path("role").path("title").asString()));
        assertThat(titles).contains("Backend Engineer");
        assertThat(similar.get(0).path("similarity").asDouble())
                .isBetween(similar.get(4).path("similarity").asDouble(), 1.0);
    }

    @Test
    void onlyAdministratorsChangeTheCatalogue() {
        String role = "/v1/admin/job-roles/" + UUID.randomUUID();
        String body = "{\"title\":\"A\",\"industry\":\"b\",\"seniority\":\"mid\"}";
        for (Api api : List.of(user(ada), service(), auditor())) {
            api.post("/v1/admin/job-roles", body).expectProblem(403, "forbidden");
            api.put(role, body).expectProblem(403, "forbidden");
            api.delete(role).expectProblem(403, "forbidden");
            api.put(role + "/templates/modern", "{\"weight\":1}").expectProblem(403, "forbidden");
            api.delete(role + "/templates/modern").expectProblem(403, "forbidden");
            api.post("/v1/admin/job-roles/starting-catalogue").expectProblem(403, "forbidden");
        }
        admin().put(role, body).expectProblem(404, "not-found");
        admin().delete(role).expectProblem(404, "not-found");
    }

    @Test
    void theCatalogueIsInstalledOnce() {
        int roles = admin().post("/v1/admin/job-roles/starting-catalogue")
                .expect(200)
                .json()
                .path("roles")
                .asInt();
        assertThat(roles).isGreaterThanOrEqualTo(200);
        int events = number(ROLES_DEFINED);

        admin().post("/v1/admin/job-roles/starting-catalogue").expect(200);

        assertThat(number(ROLES_DEFINED)).isEqualTo(events);
        assertThat(number("SELECT count(*) FROM event_store.event"
                        + " WHERE type = 'matching.starting-catalogue-installed'"))
                .isEqualTo(1);
    }

    @Test
    void badInputIsRefusedAndRecordsNothing() {
        String resume = resume(BACKEND);
        for (String body : List.of(
                "{\"version\":-1}",
                "{\"industry\":\"Health care\"}",
                "{\"seniority\":\"boss\"}",
                "{\"limit\":0}",
                "{\"limit\":51}",
                "{\"model\":\"mine\"}")) {
            user(ada).post(resume + "/job-matches", body).expectProblem(400, "invalid-request");
        }
        user(ada).post(resume + "/job-matches", "{\"version\":99}").expectProblem(404, "not-found");
        assertThat(user(ada).get("/v1/job-matches").json().path("items")).isEmpty();
        for (String body : List.of(
                "{\"title\":\"...\",\"industry\":\"b\",\"seniority\":\"mid\"}",
                "{\"title\":\"A\",\"industry\":\"B\",\"seniority\":\"mid\"}",
                "{\"title\":\"A\",\"industry\":\"b\"}",
                "{\"title\":\"A\",\"industry\":\"b\",\"seniority\":\"mid\",\"requiredSkills\":[null]}",
                "{\"title\":\"A\",\"industry\":\"b\",\"seniority\":\"mid\",\"requiredSkills\":[\"\"]}",
                "{\"title\":\"A\",\"industry\":\"b\",\"seniority\":\"mid\",\"currency\":\"euro\"}")) {
            admin().post("/v1/admin/job-roles", body).expectProblem(400, "invalid-request");
        }
    }

    @Test
    void whatIsSomebodyElsesIsAnsweredAsIfItWereNot() {
        String resume = resume(BACKEND);
        String location = requested(resume, "{\"limit\":1}");
        completed(location);
        Api grace = user(UUID.randomUUID());

        grace.post(resume + "/job-matches", "{}").expectProblem(404, "not-found");
        grace.get(location).expectProblem(404, "not-found");
        assertThat(grace.get(resume + "/recommendations").expect(200).json()).isEmpty();
        assertThat(grace.get("/v1/recommendations").expect(200).json().path("items"))
                .isEmpty();
        anonymous().post(resume + "/job-matches", "{}").expectProblem(401, "unauthenticated");
        anonymous().get("/v1/job-roles").expectProblem(401, "unauthenticated");
    }

    @Test
    void theSameRequestIsOneMatch() throws Exception {
        String resume = resume(BACKEND);
        Api keyed = user(ada).with("Idempotency-Key", "once");

        List<Answer> answers = inParallel(8, number -> keyed.post(resume + "/job-matches", "{\"limit\":1}"));

        assertThat(answers).allSatisfy(answer -> answer.expect(202));
        assertThat(answers)
                .extracting(answer -> answer.header("Location"))
                .containsOnly(answers.getFirst().header("Location"));
        completed(answers.getFirst().header("Location"));
        assertThat(user(ada).get("/v1/job-matches").json().path("items")).hasSize(1);
    }

    private Api admin() {
        return user(UUID.fromString(SUPER_ADMIN));
    }

    private String resume(String data) {
        return user(ada)
                .post("/v1/resumes", "{\"title\":\"One\",\"data\":" + data + "}")
                .expect(201)
                .header("Location");
    }

    private String requested(String resume, String body) {
        return user(ada).post(resume + "/job-matches", body).expect(202).header("Location");
    }

    private JsonNode ended(String location) {
        return await().atMost(LONG)
                .until(
                        () -> user(ada).get(location).json().path("match"),
                        match -> List.of("completed", "failed")
                                .contains(match.path("status").asString("")));
    }

    private JsonNode completed(String location) {
        JsonNode match = ended(location);
        assertThat(match.path("status").asString()).as(match.toString()).isEqualTo("completed");
        return match;
    }

    private List<JsonNode> recommendations(String location) {
        List<JsonNode> found = new ArrayList<>();
        user(ada).get(location).expect(200).json().path("recommendations").forEach(found::add);
        return found;
    }

    private List<String> titles(String path) {
        List<String> titles = new ArrayList<>();
        user(ada)
                .get(path)
                .expect(200)
                .json()
                .path("items")
                .forEach(one -> titles.add(one.path("title").asString()));
        return titles;
    }

    private static int number(String sql) {
        try (var connection = DATABASE.superuser();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }
}
