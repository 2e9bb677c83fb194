package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.journeys.Api.Answer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** T07, T28, F01, B08, D60. */
class ReferralsJourneyTest extends Journey {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String REDEMPTIONS = "/v1/referrals/redemptions";

    private final UUID ada = UUID.randomUUID();
    private final UUID grace = UUID.randomUUID();

    @Test
    void whoBringsSomebodyIsRewardedOnce() {
        String code = code(user(ada).post("/v1/me/referral-codes").expect(201));

        Answer redeemed = user(grace)
                .post(REDEMPTIONS, redemption(code.toLowerCase(java.util.Locale.ROOT)))
                .expect(200);

        await().atMost(LONG).until(() -> balance(ada) == 10);
        JsonNode codes =
                user(ada).after(redeemed).get("/v1/me/referral-codes").json().path("items");
        assertThat(codes.get(0).path("usageCount").asInt()).isEqualTo(1);
        JsonNode brought = user(ada).get("/v1/me/referrals").expect(200).json().path("items");
        assertThat(brought).hasSize(1);
        assertThat(brought.toString()).doesNotContain(grace.toString());
        user(grace).post(REDEMPTIONS, redemption(code)).expectProblem(409, "already-referred");
        user(ada).post(REDEMPTIONS, redemption(code)).expectProblem(409, "self-referral");
        user(grace).post(REDEMPTIONS, redemption("00000000")).expectProblem(404, "not-found");
    }

    @Test
    void sixtyFourAtOnceRedeemACodeAsOftenAsItMayBe() throws Exception {
        String code = promised("{\"rewardType\":\"credits\",\"rewardAmount\":3,\"maxUses\":7}");

        List<Answer> answers = inParallel(64, number -> user(UUID.randomUUID()).post(REDEMPTIONS, redemption(code)));

        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(7);
        assertThat(answers.stream().filter(answer -> answer.status() != 200))
                .allSatisfy(refused -> refused.expectProblem(409, "referral-code-not-usable"));
        await().atMost(LONG).until(() -> balance(ada) == 21);
        JsonNode own =
                user(ada).get("/v1/me/referral-codes").json().path("items").get(0);
        assertThat(own.path("usageCount").asInt()).isEqualTo(7);
        assertThat(own.path("endedBy").asString()).isEqualTo("exhaustion");
    }

    @Test
    void oneUserWithTwoCodesAtOnceComesByOneOfThem() throws Exception {
        String first = code(user(ada).post("/v1/me/referral-codes").expect(201));
        String second = code(user(ada).post("/v1/me/referral-codes").expect(201));

        List<Answer> answers =
                inParallel(16, number -> user(grace).post(REDEMPTIONS, redemption(number % 2 == 0 ? first : second)));

        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
        await().atMost(LONG).until(() -> balance(ada) == 10);
    }

    @Test
    void aCodeMayPromiseDaysOfPremiumOrADiscount() {
        String premium = promised("{\"rewardType\":\"feature_unlock\",\"rewardAmount\":30,\"maxUses\":5}");
        String discount = promised("{\"rewardType\":\"discount\",\"rewardAmount\":25,\"maxUses\":5}");
        user(UUID.randomUUID()).post(REDEMPTIONS, redemption(premium)).expect(200);
        Answer redeemed =
                user(UUID.randomUUID()).post(REDEMPTIONS, redemption(discount)).expect(200);

        await().atMost(LONG)
                .until(() -> user(ada)
                        .get("/v1/me/entitlements")
                        .json()
                        .path("premium")
                        .asBoolean());
        JsonNode discounts = user(ada).after(redeemed).get("/v1/me/discounts").json();
        assertThat(discounts).hasSize(1);
        assertThat(discounts.get(0).path("percent").asInt()).isEqualTo(25);
        admin().post(
                        "/v1/admin/users/" + ada + "/referral-codes",
                        "{\"rewardType\":\"discount\",\"rewardAmount\":101,\"maxUses\":1}")
                .expectProblem(422, "discount-too-large");
        user(ada)
                .post(
                        "/v1/admin/users/" + ada + "/referral-codes",
                        "{\"rewardType\":\"credits\",\"rewardAmount\":9999,\"maxUses\":1}")
                .expectProblem(403, "forbidden");
    }

    @Test
    void aCodeIsGivenToSomebodyAndEndedByItsUserAlone() {
        String code = code(user(ada).post("/v1/me/referral-codes").expect(201));
        String invitations = "/v1/me/referral-codes/" + code + "/invitations";
        Answer sent =
                user(ada).post(invitations, "{\"email\":\"grace@example.org\"}").expect(200);
        user(grace).post(invitations, "{\"email\":\"ada@example.org\"}").expectProblem(404, "not-found");
        user(ada).post(invitations, "{\"email\":\"nobody\"}").expectProblem(400, "invalid-request");
        assertThat(user(ada)
                        .after(sent)
                        .get("/v1/me/referral-invitations")
                        .json()
                        .path("items")
                        .get(0)
                        .path("email")
                        .asString())
                .isEqualTo("grace@example.org");
        assertThat(user(grace).get("/v1/me/referral-invitations").json().path("items"))
                .isEmpty();

        user(grace).delete("/v1/me/referral-codes/" + code).expectProblem(404, "not-found");
        user(ada).delete("/v1/me/referral-codes/" + code).expect(200);

        user(grace).post(REDEMPTIONS, redemption(code)).expectProblem(409, "referral-code-not-usable");
    }

    @Test
    void theSameRequestGetsTheSameCode() {
        Api keyed = user(ada).with("Idempotency-Key", "once");
        Answer first = keyed.post("/v1/me/referral-codes").expect(201);
        Answer second = keyed.post("/v1/me/referral-codes").expect(201);

        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(user(ada).after(first).get("/v1/me/referral-codes").json().path("items"))
                .hasSize(1);
    }

    private String promised(String promise) {
        Answer issued = admin().post("/v1/admin/users/" + ada + "/referral-codes", promise)
                .expect(201);
        return code(admin(), issued);
    }

    private String code(Answer issued) {
        return code(user(ada), issued);
    }

    private static String code(Api reader, Answer issued) {
        return reader.after(issued)
                .get(issued.header("Location"))
                .expect(200)
                .json()
                .path("code")
                .asString();
    }

    private Api admin() {
        return user(UUID.fromString(SUPER_ADMIN));
    }

    private int balance(UUID user) {
        return user(user).get("/v1/me/credits").json().path("balance").asInt();
    }

    private static String redemption(String code) {
        return "{\"code\":\"%s\"}".formatted(code);
    }
}
