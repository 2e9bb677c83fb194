package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.app.journeys.Api.Answer;
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
