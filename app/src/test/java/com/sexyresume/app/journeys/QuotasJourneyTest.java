package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.app.journeys.Api.Answer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What one user makes is limited, whether they ask one by one or all at once. */
class QuotasJourneyTest extends Journey {

    private final UUID ada = UUID.randomUUID();

    @Test
    void fortyAtOnceGetAsManyReferralCodesAsOneUserMayHave() throws Exception {
        Api user = user(ada);

        List<Answer> answers = inParallel(40, number -> {
            Api keyed = user.with("Idempotency-Key", ada + "-" + number);
            Answer answer = keyed.post("/v1/me/referral-codes");
            // Others were quicker time after time.
            while (answer.status() == 503) {
                answer = keyed.post("/v1/me/referral-codes");
            }
            return answer;
        });

        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(20);
        assertThat(answers.stream().filter(answer -> answer.status() != 201)).allSatisfy(refused -> {
            refused.expectProblem(429, "quota-reached");
            assertThat(refused.json().path("quota").asString()).isEqualTo("referral codes");
            assertThat(refused.json().path("limit").asInt()).isEqualTo(20);
            assertThat(refused.response().headers().firstValue("Retry-After")).isEmpty();
        });
        Answer last = answers.stream()
                .filter(answer -> answer.status() == 201)
                .reduce((one, other) -> one.position() > other.position() ? one : other)
                .orElseThrow();
        assertThat(user.after(last)
                        .get("/v1/me/referral-codes?limit=50")
                        .expect(200)
                        .json()
                        .path("items"))
                .hasSize(20);
    }

    @Test
    void aResumeCountsHoweverItIsMade() {
        Api user = user(ada);
        Answer first = user.post("/v1/resumes", "{}").expect(201);
        for (int number = 1; number < 200; number++) {
            user.post("/v1/resumes", "{}").expect(201);
        }

        user.post("/v1/resumes/import", """
                        {"format": "json-resume", "document": {"basics": {"name": "Ada"}}}
                        """).expectProblem(429, "quota-reached");
        user.post(first.header("Location") + "/duplicates").expectProblem(429, "quota-reached");
        user.post("/v1/resumes", "{}").expectProblem(429, "quota-reached");
    }

    @Test
    void whatWasMadeBeforeTheQuotaWasReachedIsAnsweredAgain() {
        Api user = user(ada);
        Answer first = user.with("Idempotency-Key", "first-" + ada)
                .post("/v1/me/referral-codes")
                .expect(201);
        for (int number = 1; number < 20; number++) {
            user.post("/v1/me/referral-codes").expect(201);
        }
        user.post("/v1/me/referral-codes").expectProblem(429, "quota-reached");

        assertThat(user.with("Idempotency-Key", "first-" + ada)
                        .post("/v1/me/referral-codes")
                        .expect(201)
                        .body())
                .isEqualTo(first.body());
    }

    @Test
    void invitationsOfADayAreCountedOverAllCodes() {
        Api user = user(ada);
        List<String> codes = List.of(code(user), code(user));
        for (int number = 0; number < 50; number++) {
            invite(user, codes.get(number % 2), number).expect(200);
        }

        Answer refused = invite(user, codes.get(0), 50).expectProblem(429, "quota-reached");

        assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(1L, 86_400L);
        Api other = user(UUID.randomUUID());
        invite(other, code(other), 0).expect(200);
    }

    @Test
    void invitationsOfOneCodeAtTheSameMomentAreCountedEach() throws Exception {
        Api user = user(ada);
        String code = code(user);

        List<Answer> answers = inParallel(60, number -> {
            Api keyed = user.with("Idempotency-Key", "invitation-" + number);
            Answer answer = invite(keyed, code, number);
            // Others were quicker time after time.
            while (answer.status() == 503) {
                answer = invite(keyed, code, number);
            }
            return answer;
        });

        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(50);
        assertThat(answers.stream().filter(answer -> answer.status() != 200))
                .allSatisfy(refused -> refused.expectProblem(429, "quota-reached"));
    }

    @Test
    void aProfileIsChangedSoOftenADay() {
        Api user = registered(ada);
        Answer seen = named(user.with("If-Match", "\"0\""), "Ada").expect(200);
        for (int change = 1; change < 20; change++) {
            seen = named(user.ifMatch(seen), "Ada " + change).expect(200);
            // What changes nothing is no change.
            seen = named(user.ifMatch(seen), "Ada " + change).expect(200);
        }

        Answer refused = named(user.ifMatch(seen), "Ada Lovelace").expectProblem(429, "quota-reached");

        assertThat(refused.json().path("quota").asString()).isEqualTo("profile changes");
        assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(1L, 86_400L);
    }

    private Answer named(Api user, String name) {
        return user.put("/v1/me/profile", "{\"email\":\"%s@example.org\",\"fullName\":\"%s\"}".formatted(ada, name));
    }

    private static Answer invite(Api user, String code, int number) {
        return user.post(
                "/v1/me/referral-codes/" + code + "/invitations",
                "{\"email\":\"friend%d@example.org\"}".formatted(number));
    }

    private static String code(Api user) {
        Answer issued = user.post("/v1/me/referral-codes").expect(201);
        return user.after(issued)
                .get(issued.header("Location"))
                .expect(200)
                .json()
                .path("code")
                .asString();
    }
}
