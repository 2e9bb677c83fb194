package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.journeys.Api.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** T20, B10, B11, R01. */
class ExportsJourneyTest extends Journey {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String HOSTILE =
            "<img src=http://127.0.0.1:9/x><script>alert(1)</script> \u202Egnp.exe {{7*7}}";

    private final UUID ada = UUID.randomUUID();

    @Test
    void everyFormatIsRenderedAndDownloaded() throws Exception {
        String resume = resume("Ada Lovelace", "Wrote the first program.");
        admin("export_unlocked");
        Map<String, String> types = Map.of(
                "pdf", "application/pdf",
                "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "json", "application/json",
                "md", "text/markdown;charset=UTF-8",
                "txt", "text/plain;charset=UTF-8");
        for (Map.Entry<String, String> type : types.entrySet()) {
            Answer asked = ask(
                    resume,
                    "{\"format\":\"%s\",\"template\":\"classic\",\"locale\":\"de-DE\"}".formatted(type.getKey()));
            JsonNode export = completed(asked);
            assertThat(export.path("cost").asInt()).isZero();
            assertThat(export.path("mediaType").asString()).isEqualTo(type.getValue());

            HttpResponse<byte[]> file = file(asked.header("Location"));

            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(file.headers().firstValue("Content-Type")).hasValue(type.getValue());
            assertThat(file.headers().firstValue("Content-Disposition"))
                    .hasValue("attachment; filename=\"Ada-Lovelace-resume-v0." + type.getKey() + "\"");
            assertThat(file.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(file.body()).hasSize(export.path("sizeBytes").asInt());
            assertThat(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(file.body())))
                    .isEqualTo(export.path("sha256").asString());
            String text = new String(file.body(), StandardCharsets.UTF_8);
            switch (type.getKey()) {
                case "pdf" -> {
                    assertThat(text).startsWith("%PDF-");
                    JsonNode ats = export.path("ats");
                    assertThat(ats.path("passed").asBoolean())
                            .as(ats.toString())
                            .isTrue();
                    assertThat(ats.path("fields").get(0).path("pointer").asString())
                            .isEqualTo("/basics/name");
                    assertThat(ats.toString()).doesNotContain("Ada");
                }
                case "docx" -> assertThat(text).startsWith("PK");
                default -> assertThat(text).contains("Ada Lovelace", "Wrote the first program.");
            }
        }
        assertThat(user(ada).get("/v1/me/exports").expect(200).json().path("items"))
                .hasSize(types.size());
    }

    @Test
    void openFormatsAreFreeAndAPdfCostsCreditsOnce() {
        String resume = resume("Ada Lovelace", "Wrote the first program.");
        JsonNode free = completed(ask(resume, "{\"format\":\"json\"}"));
        assertThat(free.path("cost").asInt()).isZero();
        assertThat(free.path("template").asString()).isEqualTo("modern");

        Answer refused = ask(resume, "{\"format\":\"pdf\"}");
        JsonNode failed = awaited(refused, "failed");
        assertThat(failed.path("failure").asString()).isEqualTo("insufficient-credits");
        user(ada).get(refused.header("Location") + "/file").expectProblem(409, "export-not-ready");

        award(ada, 7);
        Api keyed = user(ada).with("Idempotency-Key", "once");
        Answer paid = keyed.post(resume + "/exports", "{\"format\":\"pdf\"}").expect(202);
        assertThat(keyed.post(resume + "/exports", "{\"format\":\"pdf\"}")
                        .expect(202)
                        .header("Location"))
                .isEqualTo(paid.header("Location"));
        assertThat(completed(paid).path("cost").asInt()).isEqualTo(5);
        assertThat(balance()).isEqualTo(2);
        user(ada).get(paid.header("Location") + "/file").expect(200);
    }

    /** X09, V01. */
    @Test
    void exportsAreFoundByTheirResumeAndCountedOnTheDashboard() {
        registered(ada);
        String one = resume("Ada Lovelace", "Wrote the first program.");
        String other = resume("Ada Lovelace", "Wrote the second one.");
        JsonNode export = completed(ask(one, "{\"format\":\"txt\"}"));
        completed(ask(other, "{\"format\":\"txt\"}"));

        JsonNode found = user(ada)
                .get("/v1/me/exports?resumeId=" + one.substring(one.lastIndexOf('/') + 1))
                .expect(200)
                .json()
                .path("items");

        assertThat(found).hasSize(1);
        assertThat(found.get(0).path("id")).isEqualTo(export.path("id"));
        assertThat(user(ada)
                        .get("/v1/me/dashboard")
                        .expect(200)
                        .json()
                        .path("exportCount")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void aPdfThatCouldNotShowALetterIsRefusedBeforeItCosts() {
        award(ada, 5);
        String hindi = resume("अनीता शर्मा", "Wrote the first program.");
        assertThat(user(ada)
                        .post(hindi + "/exports", "{\"format\":\"pdf\"}")
                        .expectProblem(422, "characters-not-shown")
                        .json()
                        .path("characters")
                        .get(0)
                        .asString())
                .isEqualTo("अ");
        assertThat(balance()).isEqualTo(5);
        Answer docx = ask(hindi, "{\"format\":\"docx\"}");
        assertThat(completed(docx).path("cost").asInt()).isEqualTo(5);
        assertThat(user(ada).get(docx.header("Location") + "/file").expect(200).header("Content-Disposition"))
                .contains("filename*=UTF-8''%E0%A4%85");
    }

    @Test
    void aPdfShowsTheLettersOfEveryFontThatWasBrought() {
        for (String name : List.of("王小明", "山田 太郎", "홍길동", "สมชาย ใจดี", "محمد علي", "דנה כהן", "Sam 🚀")) {
            award(ada, 5);
            JsonNode export = completed(ask(resume(name, name), "{\"format\":\"pdf\"}"));
            assertThat(export.path("ats").path("passed").asBoolean()).as(name).isTrue();
        }
    }

    @Test
    void whatCannotBeRenderedIsPaidBackOnce() {
        StringBuilder jobs = new StringBuilder();
        for (int job = 0; job < 11; job++) {
            jobs.append(job == 0 ? "" : ",")
                    .append("{\"id\":\"j%d\",\"company\":\"C\",\"position\":\"P\",\"description\":\"%s\"}"
                            .formatted(job, "lorem ipsum ".repeat(830)));
        }
        String resume = user(ada)
                .post("/v1/resumes", "{\"data\":{\"experience\":[" + jobs + "]}}")
                .expect(201)
                .header("Location");
        award(ada, 5);
        JsonNode failed = awaited(ask(resume, "{\"format\":\"docx\"}"), "failed");
        assertThat(failed.path("failure").asString()).isEqualTo("document-too-large");
        await().atMost(LONG).until(() -> balance() == 5);
        assertThat(user(ada).get("/v1/me/credits/transactions").json().path("items"))
                .hasSize(3);
    }

    @Test
    void theSourceIsTheVersionThatWasSentAndHostileTextIsText() throws Exception {
        String resume = resume(HOSTILE, "Before.");
        Answer asked = ask(resume, "{\"format\":\"md\",\"version\":0}");
        completed(asked);
        user(ada)
                .with("If-Match", "\"0\"")
                .with("Content-Type", "application/merge-patch+json")
                .patch(resume, "{\"personalInfo\":{\"summary\":\"After.\"}}")
                .expect(200);

        JsonNode source =
                user(ada).get(asked.header("Location") + "/source").expect(200).json();
        assertThat(source.path("version").asLong()).isZero();
        assertThat(source.at("/data/personalInfo/summary").asString()).isEqualTo("Before.");
        String text = new String(file(asked.header("Location")).body(), StandardCharsets.UTF_8);
        assertThat(text)
                .contains("\\<img src=", "Before.")
                .doesNotContain("\u202E", "After.")
                .doesNotContainPattern("(?<!\\\\)<(img|script)");
        admin("premium");
        JsonNode pdf = completed(ask(resume, "{\"format\":\"pdf\"}"));
        assertThat(pdf.path("resumeVersion").asLong()).isEqualTo(1);
        assertThat(pdf.at("/ats/readsInOrder").asBoolean()).isTrue();
    }

    @Test
    void itsUserAloneSeesAndDeletesIt() throws Exception {
        String resume = resume("Ada Lovelace", "Mine.");
        Answer asked = ask(resume, "{\"format\":\"txt\"}");
        completed(asked);
        String location = asked.header("Location");
        Api stranger = user(UUID.randomUUID());
        for (String path : new String[] {location, location + "/file", location + "/source"}) {
            stranger.get(path).expectProblem(404, "not-found");
            anonymous().get(path).expectProblem(401, "unauthenticated");
        }
        stranger.delete(location).expectProblem(404, "not-found");
        stranger.post(resume + "/exports", "{\"format\":\"txt\"}").expectProblem(404, "not-found");
        assertThat(stranger.get("/v1/me/exports").json().path("items")).isEmpty();
        assertThat(files(location)).isEqualTo(1);

        Answer deleted = user(ada).delete(location).expect(200);

        user(ada).get(location + "/file").expectProblem(410, "export-expired");
        user(ada).get(location + "/source").expectProblem(410, "export-expired");
        user(ada).after(deleted).get(location).expectProblem(404, "not-found");
        await().atMost(LONG).until(() -> files(location) == 0);
        user(ada).delete(location).expect(200);
    }

    @Test
    void aUserWhoIsErasedLeavesNoFile() {
        user(ada)
                .post("/v1/users", "{\"email\":\"%s@example.org\",\"fullName\":\"Ada\"}".formatted(ada))
                .expect(201);
        Answer asked = ask(resume("Ada Lovelace", "Mine."), "{\"format\":\"txt\"}");
        completed(asked);

        user(ada).post("/v1/me/erasure", "{\"userId\":\"" + ada + "\"}").expect(200);

        await().atMost(LONG).until(() -> files(asked.header("Location")) == 0);
    }

    @Test
    void whatIsNotAskedForRightlyIsRefusedAndNothingRecorded() {
        String resume = resume("Ada Lovelace", "Mine.");
        for (String body : new String[] {
            "{}",
            "{\"format\":\"exe\"}",
            "{\"format\":\"pdf\",\"template\":\"../../etc\"}",
            "{\"format\":\"pdf\",\"version\":-1}",
            "{\"format\":\"pdf\",\"locale\":\"en_GB; rm\"}",
            "{\"format\":\"pdf\",\"cost\":0}"
        }) {
            user(ada).post(resume + "/exports", body).expectProblem(400, "invalid-request");
        }
        user(ada)
                .post(resume + "/exports", "{\"format\":\"txt\",\"version\":9}")
                .expectProblem(404, "not-found");
        assertThat(user(ada).get("/v1/me/exports").json().path("items")).isEmpty();
    }

    private String resume(String name, String summary) {
        return user(ada)
                .post("/v1/resumes", """
                        {"data": {"personalInfo": {"fullName": "%s", "email": "ada@example.org", "summary": "%s"},
                                  "experience": [{"id": "engine", "company": "Analytical Engines", "position": "Programmer",
                                                  "startDate": "1842-10", "current": true, "achievements": ["Note G"]}],
                                  "skills": [{"id": "math", "name": "Mathematics", "level": "Expert"}]}}
                        """.formatted(name, summary))
                .expect(201)
                .header("Location");
    }

    private Answer ask(String resume, String body) {
        return user(ada).post(resume + "/exports", body).expect(202);
    }

    private JsonNode completed(Answer asked) {
        JsonNode export = awaited(asked, "completed");
        assertThat(Instant.parse(export.path("expiresAt").asString()))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(24)));
        return export;
    }

    private JsonNode awaited(Answer asked, String status) {
        Api reading = user(ada).after(asked);
        await().atMost(LONG)
                .until(() -> !reading.get(asked.header("Location"))
                        .expect(200)
                        .json()
                        .path("status")
                        .asString()
                        .equals("pending"));
        JsonNode export = reading.get(asked.header("Location")).json();
        assertThat(export.path("status").asString()).as(export.toString()).isEqualTo(status);
        return export;
    }

    private void admin(String entitlement) {
        user(UUID.fromString(SUPER_ADMIN))
                .post("/v1/admin/users/" + ada + "/entitlements", "{\"entitlement\":\"" + entitlement + "\"}")
                .expect(201);
    }

    private int balance() {
        return user(ada).get("/v1/me/credits").json().path("balance").asInt();
    }

    private HttpResponse<byte[]> file(String location) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(base() + location + "/file"))
                            .header("Authorization", "Bearer " + Tokens.of(ada, "authenticated"))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    static int files(String location) throws SQLException {
        try (Connection connection = DATABASE.superuser();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM private.export_file WHERE export_id = '"
                        + location.substring(location.lastIndexOf('/') + 1) + "'")) {
            row.next();
            return row.getInt(1);
        }
    }
}
