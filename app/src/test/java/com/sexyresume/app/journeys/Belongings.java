package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.journeys.Api.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** One of everything that a user may have, made over HTTP, and what there is beside: the ids of paths and bodies. */
final class Belongings {

    private static final Duration LONG = Duration.ofMinutes(2);
    /** The policy of exports that are free. */
    static final String RENDERER = "when-export-requested-then-render";

    private static final Pattern IN_BODY = Pattern.compile("<([^>]+)>");
    private static final String DATA = """
            {"personalInfo": {"fullName": "Ada", "summary": "Responsible for leading crews. It is fun."},
             "experience": [{"id": "engine", "company": "Engines", "position": "Engineer",
                             "description": "Responsible for managing the mill.",
                             "achievements": ["Worked on the looms", "Audited the books"]}]}""";

    /** Named by a path's segment and the variable behind it, and by the segment after it where that matters. */
    private final Map<String, String> ids = new HashMap<>();

    private final Api owner;
    private final Api admin;

    /**
     * @param bystander brings a code that whoever it is may redeem
     * @param sold a message, told already, of what the owner has paid
     */
    Belongings(UUID ownerId, Api owner, Api bystander, Api admin, Runnable sold) {
        this.owner = owner;
        this.admin = admin;
        owner.post("/v1/users", "{\"email\":\"%s@example.org\",\"fullName\":\"Ada\"}".formatted(ownerId))
                .expect(201);
        put("users/{userId}", ownerId.toString());
        sold.run();
        String studied = created(owner.post("/v1/resumes", "{\"data\":" + DATA + "}"));
        put("resumes/{id}", created(owner.post("/v1/resumes", "{\"data\":" + DATA + "}")));
        put("versions/{version}", "0");
        others(bystander);
        code();
        enhanced("/v1/resumes/" + studied);
        exported("/v1/resumes/" + studied);
        matched("/v1/resumes/" + studied);
        written(studied);
        paid();
        granted(ownerId);
        rebuilt();
    }

    private void others(Api bystander) {
        String key = "of-" + UUID.randomUUID();
        admin.post("/v1/admin/achievements", """
                        {"key":"%s","title":"One","description":"One","category":"other","criteria":"resumes_created >= 999",
                         "rewardCredits":1}""".formatted(key)).expect(201);
        put("achievements/{key}", key);
        put("templates/{template}", "modern");
        put("roles/{role}", "auditor");
        put("schemas/{name}", "resume-data.json");
        put("streams/{streamType}", "resume");
        put("{streamType}/{streamId}", get("resumes/{id}"));
        put("parked/{policy}", RENDERER);
        put("projections/{name}", "admin-users");
        parked(get("users/{userId}"), get("users/{userId}"));
        put("code-of-another", codeOf(bystander, created(bystander.post("/v1/me/referral-codes"))));
    }

    private void code() {
        String id = created(owner.post("/v1/me/referral-codes"));
        put("referral-codes/{id}", id);
        put("referral-codes/{code}", codeOf(owner, id));
    }

    private static String codeOf(Api api, String id) {
        return await().atMost(LONG)
                .until(() -> api.get("/v1/me/referral-codes/" + id), answer -> answer.status() == 200)
                .json()
                .path("code")
                .asString();
    }

    private void enhanced(String studied) {
        String location = owner.post(studied + "/enhancements", "{\"tone\":\"professional\"}")
                .expect(202)
                .header("Location");
        put("enhancements/{id}", last(location));
        JsonNode read = ended(location, "enhancement");
        List<String> suggestions = read.path("suggestions")
                .valueStream()
                .filter(one -> !one.path("fieldPath").asString().equals("/experience/0/achievements/1"))
                .map(one -> one.path("id").asString())
                .toList();
        assertThat(suggestions).hasSize(3);
        put("suggestions/{suggestionId}/accept", suggestions.get(0));
        put("suggestions/{suggestionId}/reject", suggestions.get(1));
        put("suggestions/{suggestionId}/modify", suggestions.get(2));
        put(
                "suggestion",
                read.path("suggestions")
                        .valueStream()
                        .filter(one -> one.path("fieldPath").asString().equals("/experience/0/achievements/1"))
                        .findFirst()
                        .orElseThrow()
                        .path("id")
                        .asString());
    }

    private void exported(String studied) {
        Answer asked = owner.post(studied + "/exports", "{\"format\":\"txt\"}").expect(202);
        put("exports/{id}", last(asked.header("Location")));
        put("{policy}/{position}", Long.toString(asked.position()));
        await().atMost(LONG)
                .until(() -> owner.after(asked)
                        .get(asked.header("Location"))
                        .json()
                        .path("status")
                        .asString()
                        .equals("completed"));
    }

    private void matched(String studied) {
        Answer role = admin.post("/v1/admin/job-roles", """
                {"title":"Engineer of %s","industry":"engines","seniority":"mid","requiredSkills":["Looms"]}""".formatted(UUID.randomUUID()));
        put("job-roles/{id}", created(role));
        owner.after(role).get("/v1/job-roles/" + get("job-roles/{id}")).expect(200);
        String location = owner.post(studied + "/job-matches", "{\"limit\":1}")
                .expect(202)
                .header("Location");
        put("job-matches/{id}", last(location));
        JsonNode read = ended(location, "match");
        put(
                "recommendations/{recommendationId}",
                read.path("recommendations").path(0).path("id").asString());
    }

    private void written(String studied) {
        put("letters/{id}", created(owner.post("/v1/letters", "{\"content\":\"Dear Charles\"}")));
        put("drafts/{draft}", "1");
        Answer letter = owner.post("/v1/letters", "{\"resumeId\":\"%s\"}".formatted(studied))
                .expect(201);
        put("letters/{id}/generations", last(letter.header("Location")));
        String location = owner.ifMatch(letter)
                .post(letter.header("Location") + "/generations")
                .expect(202)
                .header("Location");
        put("generations/{generationId}", last(location));
        await().atMost(LONG)
                .until(() ->
                        owner.get(location).json().path("status").asString("").equals("completed"));
    }

    private JsonNode ended(String location, String what) {
        JsonNode read = await().atMost(LONG)
                .until(
                        () -> owner.get(location).json(),
                        json -> List.of("completed", "failed")
                                .contains(json.path(what).path("status").asString("")));
        assertThat(read.path(what).path("status").asString())
                .as(read.toString())
                .isEqualTo("completed");
        return read;
    }

    private void paid() {
        put("payments/{id}", first("/v1/me/payments"));
        put("transactions/{id}", first("/v1/me/credits/transactions"));
    }

    private String first(String page) {
        return await().atMost(LONG)
                .until(() -> owner.get(page).expect(200).json().path("items"), items -> !items.isEmpty())
                .get(0)
                .path("id")
                .asString();
    }

    private void granted(UUID ownerId) {
        put(
                "entitlements/{grantId}",
                created(admin.post(
                        "/v1/admin/users/" + ownerId + "/entitlements",
                        "{\"entitlement\":\"export_unlocked\",\"reason\":\"beta\"}")));
    }

    private void rebuilt() {
        put(
                "rebuilds/{id}",
                last(admin.with("Prefer", "wait=30")
                        .post("/v1/admin/projections/admin-users/rebuild?mode=verify")
                        .expect(200)
                        .header("Location")));
    }

    /**
     * Beside these, what could not be done.
     *
     * @param retried a sequence of {@code credit-ledger} that is parked
     * @param discarded another one
     */
    void parked(String retried, String discarded) {
        put("projections/{name}/dead-letters", "credit-ledger");
        put("dead-letters/{sequence}/retry", retried);
        put("dead-letters/{sequence}", discarded);
    }

    /** Where the owner's export was asked for, which {@link #path} names as what its renderer gave up. */
    long exportAskedAt() {
        return Long.parseLong(get("{policy}/{position}"));
    }

    /** A message, as it is signed and sent, of what the user has paid. */
    static void pay(Api anonymous, UUID user) {
        String message = """
                {"id":"evt_%2$s","type":"payment_intent.succeeded","livemode":false,"data":{"object":{"id":"pi_%2$s",\
                "amount":999,"amount_received":999,"currency":"eur","metadata":{"user_id":"%1$s","product":"credits-100"}}}}\
                """.formatted(user, user.toString().replace("-", ""));
        anonymous
                .with("Stripe-Signature", PaymentsJourneyTest.signature(message))
                .post("/v1/webhooks/stripe", message)
                .expect(200);
    }

    /** The path with the ids of these things. */
    String path(String template) {
        return filled(template, false);
    }

    /** The path with ids of things that there are not; numbers and names that are no ids stay. */
    String absent(String template) {
        return filled(template, true);
    }

    private String filled(String template, boolean absent) {
        String[] segments = template.split("/", -1);
        StringJoiner path = new StringJoiner("/");
        for (int at = 0; at < segments.length; at++) {
            if (segments[at].startsWith("{")) {
                String variable = segments[at - 1] + "/" + segments[at];
                String before = at + 1 < segments.length ? "/" + segments[at + 1] : "";
                String id = ids.getOrDefault(variable + before, ids.getOrDefault(variable, ""));
                assertThat(id)
                        .as("%s of %s, which Belongings has not", variable, template)
                        .isNotEmpty();
                path.add(absent ? absent(variable, id) : id);
            } else {
                path.add(segments[at]);
            }
        }
        return path.toString();
    }

    private static String absent(String variable, String id) {
        return switch (variable) {
            case "versions/{version}",
                    "drafts/{draft}",
                    "templates/{template}",
                    "roles/{role}",
                    "streams/{streamType}",
                    "{policy}/{position}" -> id;
            case "referral-codes/{code}" -> "ZZZZZZZZ";
            default ->
                id.length() == 36 && !id.startsWith("of-") ? UUID.randomUUID().toString() : "absent";
        };
    }

    /** The body with what its places in angle brackets stand for. */
    String body(String template) {
        return IN_BODY.matcher(template)
                .replaceAll(place ->
                        place.group(1).equals("random") ? UUID.randomUUID().toString() : get(place.group(1)));
    }

    private String get(String name) {
        String id = ids.get(name);
        assertThat(id).as(name).isNotNull();
        return id == null ? "" : id;
    }

    private void put(String name, String id) {
        ids.put(name, id);
    }

    private static String created(Answer answer) {
        return last(answer.expect(201).header("Location"));
    }

    private static String last(String location) {
        return location.substring(location.lastIndexOf('/') + 1);
    }
}
