package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.app.journeys.Api.Answer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** T01, C01, D11, D38, V01. */
class AccountsJourneyTest extends Journey {

    private final UUID ada = UUID.randomUUID();
    private final String email = "ada." + ada + "@Example.org";

    @Test
    void theAccountIsTheTokens() {
        user(ada).get("/v1/me").expectProblem(404, "not-found");
        Answer registered = user(ada).post("/v1/users", profile(email, "Ada")).expect(201);

        Answer me = user(ada).after(registered).get("/v1/me").expect(200);

        assertThat(me.json().path("id").asString()).isEqualTo(ada.toString());
        assertThat(me.json().path("email").asString()).isEqualTo(email);
        assertThat(me.header("ETag")).isEqualTo(registered.header("ETag"));
        user(ada).post("/v1/users", profile(email, "Ada")).expectProblem(409, "already-registered");
    }

    @Test
    void whatIsKeptOfAUserIsGivenToThemAlone() {
        Answer none = user(ada).get("/v1/me/data").expect(200);
        assertThat(none.json().path("user_profile").isNull()).isTrue();
        assertThat(none.json().path("resumes")).isEmpty();
        Answer registered = user(ada).post("/v1/users", profile(email, "Ada")).expect(201);
        Answer written = user(ada).post("/v1/resumes", "{\"title\":\"Looms\"}").expect(201);
        user(ada).after(registered).get("/v1/me").expect(200);
        user(ada).after(written).get("/v1/resumes").expect(200);

        Answer data = user(ada).get("/v1/me/data").expect(200);

        assertThat(data.json().path("user_profile").path("email").asString()).isEqualTo(email);
        assertThat(data.json().path("resumes").path(0).path("title").asString()).isEqualTo("Looms");
        assertThat(data.json().propertyNames())
                .contains("exports", "achievements", "credits", "cover_letters", "user_entitlements");
        assertThat(user(UUID.randomUUID()).get("/v1/me/data").expect(200).body())
                .doesNotContain("Looms", email);
    }

    @Test
    void moreThanOneAnswerHoldsIsReadKindByKind() {
        String notes = "{\"data\":{\"extensions\":{\"notes\":[%s\"\"]}}}"
                .formatted(("\"" + "x".repeat(9_000) + "\",").repeat(100));
        Answer last = user(ada).post("/v1/resumes", notes).expect(201);
        for (int number = 1; number < 10; number++) {
            last = user(ada).post("/v1/resumes", notes).expect(201);
        }
        user(ada).after(last).get("/v1/resumes").expect(200);

        user(ada).get("/v1/me/data").expectProblem(422, "data-too-large");
    }

    @Test
    void whoProvesAnAddressHasItWhateverSomebodySaidBefore() {
        Map<String, Object> confirmed = Map.of("email_verified", true);
        user(UUID.randomUUID()).post("/v1/users", profile(email, "Eve")).expect(201);
        // Users write their metadata: what it says of an address proves nothing.
        proving(UUID.randomUUID(), Map.of("user_metadata", Map.of("email", email, "email_verified", true)))
                .post("/v1/users", profile(email, "Eve"))
                .expectProblem(409, "email-taken");
        proving(UUID.randomUUID(), Map.of("email", email, "user_metadata", Map.of("email_verified", false)))
                .post("/v1/users", profile(email, "Eve"))
                .expectProblem(409, "email-taken");
        proving(UUID.randomUUID(), Map.of("email", email, "email_verified", "true"))
                .post("/v1/users", profile(email, "Eve"))
                .expectProblem(409, "email-taken");

        Api owner = proving(ada, Map.of("email", email, "user_metadata", confirmed, "is_anonymous", false));
        Answer registered =
                owner.post("/v1/users", profile("another." + email, "Ada")).expect(201);
        assertThat(owner.after(registered).get("/v1/me").json().path("email").asString())
                .isEqualTo(email);

        proving(UUID.randomUUID(), Map.of("email", email))
                .post("/v1/users", profile(email, "Eve"))
                .expectProblem(409, "email-taken");
        // The owner's next change keeps it as well.
        owner.ifMatch(registered)
                .put("/v1/me/profile", profile(email, "Ada Lovelace"))
                .expect(200);
    }

    @Test
    void nothingIsHiddenInAnAddressOrAName() {
        Answer registered = user(ada)
                .post("/v1/users", profile("\uff41" + email, "Zoe\u0308"))
                .expect(201);
        Answer me = user(ada).after(registered).get("/v1/me").expect(200);
        assertThat(me.json().path("email").asString()).isEqualTo("a" + email);
        assertThat(me.json().path("fullName").asString()).isEqualTo("Zo\u00eb");
        for (String hidden : new String[] {"\u202e", "\u200b", "\u2066"}) {
            user(UUID.randomUUID())
                    .post("/v1/users", profile("x" + hidden + email, "Ada"))
                    .expectProblem(400, "invalid-request");
            user(ada)
                    .ifMatch(registered)
                    .put("/v1/me/profile", profile(email, "A" + hidden + "da"))
                    .expectProblem(400, "invalid-request");
        }
    }

    private Api proving(UUID user, Map<String, Object> claims) {
        return anonymous().with("Authorization", "Bearer " + Tokens.of(user, "authenticated", claims));
    }

    @Test
    void anAddressBelongsToOneUserWhateverTheLettersCase() {
        user(ada).post("/v1/users", profile(email, "Ada")).expect(201);
        Api eve = user(UUID.randomUUID());

        eve.post("/v1/users", profile(email.toUpperCase(java.util.Locale.ROOT), "Eve"))
                .expectProblem(409, "email-taken");
    }

    @Test
    void anAddressThatWasGivenUpIsFree() {
        Answer registered = user(ada).post("/v1/users", profile(email, "Ada")).expect(201);
        user(ada)
                .ifMatch(registered)
                .put("/v1/me/profile", profile("new." + email, "Ada"))
                .expect(200);

        Answer taken = user(UUID.randomUUID())
                .post("/v1/users", profile(email, "Grace"))
                .expect(201);
        assertThat(taken.position()).isGreaterThan(registered.position());
    }

    @Test
    void anUpdateNamesTheVersionItIsAbout() {
        Answer registered = user(ada).post("/v1/users", profile(email, "Ada")).expect(201);
        user(ada).put("/v1/me/profile", profile(email, "A.")).expectProblem(428, "version-required");
        user(ada)
                .ifMatch(registered)
                .put("/v1/me/profile", profile(email, "Ada Lovelace"))
                .expect(200);

        Answer stale = user(ada)
                .ifMatch(registered)
                .put("/v1/me/profile", profile(email, "Ada Byron"))
                .expectProblem(412, "stale-version");
        assertThat(stale.json().path("version").asInt()).isEqualTo(1);
    }

    @Test
    void theSameUpdateAgainIsAnsweredAsTheFirstTime() {
        Answer registered = user(ada).post("/v1/users", profile(email, "Ada")).expect(201);
        Api update = user(ada).ifMatch(registered).with("Idempotency-Key", "rename");
        Answer first =
                update.put("/v1/me/profile", profile(email, "Ada Lovelace")).expect(200);

        assertThat(update.put("/v1/me/profile", profile(email, "Ada Lovelace"))
                        .expect(200)
                        .body())
                .isEqualTo(first.body());
    }

    @Test
    void theDashboardTellsWhatThereIs() {
        registered(ada);
        Answer awarded = award(ada, 5);

        Answer dashboard = user(ada).after(awarded).get("/v1/me/dashboard").expect(200);

        assertThat(dashboard.json().path("creditBalance").asInt()).isEqualTo(5);
        assertThat(dashboard.json().path("resumeCount").asInt()).isZero();
    }

    private static String profile(String email, String fullName) {
        return "{\"email\":\"%s\",\"fullName\":\"%s\"}".formatted(email, fullName);
    }
}
