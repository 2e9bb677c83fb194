package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.journeys.Api.Answer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** T07, T28, F01, B08, D60. */
class ReferralsJourneyTest extends Journey {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String REDEMPTIONS = "/v1/referrals/redemptions";

    private final UUID ada = UUID.randomUUID();
    private final UUID grace = UUID.randomUUID();

    @BeforeEach
    void register() {
        registered(ada);
        registered(grace);
    }

    @Test
    void aCodePromisesWhatTheDocumentSays() {
        for (Answer issued : List.of(
                user(ada).post("/v1/me/referral-codes").expect(201),
                admin().post("/v1/admin/users/" + ada + "/referral-codes", "{\"rewardType\":\"credits\"}")
                        .expect(201))) {
            JsonNode code = user(ada)
                    .after(issued)
                    .get("/v1/me/referral-codes/" + issued.json().path("id").asString())
                    .expect(200)
                    .json();
            assertThat(code.path("maxUses").asInt()).isEqualTo(100);
            assertThat(code.path("rewardAmount").asInt()).isEqualTo(1);
            assertThat(code.path("expiresAt").isNull()).isTrue();
        }
    }

    @Test
    void whoComesBeyondTheAwardsOfADayIsCountedAndBringsNothing() throws Exception {
        String promise = "{\"rewardType\":\"credits\",\"rewardAmount\":3,\"maxUses\":50}";
        List<String> codes = List.of(promised(promise), promised(promise));

        List<Answer> answers = inParallel(16, number -> redeem(registered(UUID.randomUUID()), codes.get(number % 2)));

        assertThat(answers).allSatisfy(answer -> answer.expect(200));
        Answer last = answers.stream()
                .reduce((one, other) -> one.position() > other.position() ? one : other)
                .orElseThrow();
        JsonNode brought =
                user(ada).after(last).get("/v1/me/referrals?limit=50").json().path("items");
        assertThat(brought).hasSize(16);
        assertThat(brought.valueStream()
                        .filter(one -> one.path("withheld").asString("").equals("daily_limit")))
                .hasSize(6);
        assertThat(brought.valueStream().filter(one -> one.path("withheld").isNull()))
                .hasSize(10);
        await().atMost(LONG).until(() -> balance(ada) == 30);
        // Of one code the policy reacts in order: what comes after all of them is the last.
        UUID other = UUID.randomUUID();
        registered(other);
        for (String code : codes) {
            redeem(registered(UUID.randomUUID()), code).expect(200);
        }
        String others =
                code(user(other), user(other).post("/v1/me/referral-codes").expect(201));
        redeem(user(grace), others).expect(200);
        await().atMost(LONG).until(() -> balance(other) == 1);
        assertThat(balance(ada)).isEqualTo(30);
    }

    @Test
    void whoHasNoAccountRedeemsNothingAndIsAwardedNothing() {
        String code = code(user(ada).post("/v1/me/referral-codes").expect(201));
        UUID nobody = UUID.randomUUID();
        user(nobody).post(REDEMPTIONS, redemption(code)).expectProblem(409, "not-registered");

        String theirs =
                code(user(nobody), user(nobody).post("/v1/me/referral-codes").expect(201));
        Answer redeemed = user(grace).post(REDEMPTIONS, redemption(theirs)).expect(200);

        JsonNode brought =
                user(nobody).after(redeemed).get("/v1/me/referrals").json().path("items");
        assertThat(brought.get(0).path("withheld").asString()).isEqualTo("owner_not_registered");
    }

    /** Others may have been quicker time after time. */
    private static Answer redeem(Api api, String code) {
        Api keyed = api.with("Idempotency-Key", UUID.randomUUID().toString());
        Answer answer = keyed.post(REDEMPTIONS, redemption(code));
        while (answer.status() == 503) {
            answer = keyed.post(REDEMPTIONS, redemption(code));
        }
        return answer;
    }

    @Test
    void whoBringsSomebodyIsRewardedOnce() {
        String code = code(user(ada).post("/v1/me/referral-codes").expect(201));

        Answer redeemed = user(grace)
                .post(REDEMPTIONS, redemption(code.toLowerCase(java.util.Locale.ROOT)))
                .expect(200);

        await().atMost(LONG).until(() -> balance(ada) == 1);
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

        List<Answer> answers = inParallel(64, number -> redeem(registered(UUID.randomUUID()), code));

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

        List<Answer> answers = inParallel(16, number -> redeem(user(grace), number % 2 == 0 ? first : second));

        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
        await().atMost(LONG).until(() -> balance(ada) == 1);
    }

    @Test
    void aCodeMayPromiseDaysOfPremiumOrADiscount() {
        String premium = promised("{\"rewardType\":\"feature_unlock\",\"rewardAmount\":30,\"maxUses\":5}");
        String discount = promised("{\"rewardType\":\"discount\",\"rewardAmount\":25,\"maxUses\":5}");
        registered(UUID.randomUUID()).post(REDEMPTIONS, redemption(premium)).expect(200);
        Answer redeemed = registered(UUID.randomUUID())
                .post(REDEMPTIONS, redemption(discount))
                .expect(200);

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
