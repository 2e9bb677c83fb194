package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.app.journeys.Api.Answer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** T25, B05, B06, F02, F03, D03–D05, D07, I14. */
class CreditsJourneyTest extends Journey {

    private static final String SPENDS = "/v1/me/credits/spends";

    private final UUID ada = UUID.randomUUID();

    @Test
    void whatIsAwardedCanBeSpentAndTheLedgerTellsIt() {
        award(ada, 100);
        Answer spent = user(ada).post(SPENDS, spend(7)).expect(201);

        Api after = user(ada).after(spent);
        JsonNode balance = after.get("/v1/me/credits").expect(200).json();
        assertThat(balance.path("balance").asInt()).isEqualTo(93);
        assertThat(balance.path("version").asInt()).isEqualTo(1);
        JsonNode ledger =
                after.get("/v1/me/credits/transactions").expect(200).json().path("items");
        assertThat(ledger).hasSize(2);
        assertThat(ledger.get(0).path("amount").asInt()).isEqualTo(-7);
        assertThat(ledger.get(0).path("balanceAfter").asInt()).isEqualTo(93);
        assertThat(ledger.get(1).path("type").asString()).isEqualTo("earned");
        after.get(spent.header("Location")).expect(200);
    }

    @Test
    void sixtyFourParallelSpendsOfSevenOnAHundredSucceedFourteenTimes() throws Exception {
        award(ada, 100);

        List<Answer> answers = inParallel(64, number -> user(ada).post(SPENDS, spend(7)));

        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(14);
        assertThat(answers.stream().filter(answer -> answer.status() != 201)).allSatisfy(refused -> {
            refused.expectProblem(409, "insufficient-credits");
            assertThat(refused.json().path("balance").asInt()).isLessThan(7);
        });
        long last = answers.stream()
                .filter(answer -> answer.status() == 201)
                .mapToLong(Answer::position)
                .max()
                .orElseThrow();
        assertThat(user(ada)
                        .with("Min-Position", Long.toString(last))
                        .get("/v1/me/credits")
                        .json()
                        .path("balance")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void theSameRequestSixtyFourTimesHasOneEffectAndOneAnswer() throws Exception {
        award(ada, 100);

        List<Answer> answers = inParallel(
                64, number -> user(ada).with("Idempotency-Key", "once").post(SPENDS, spend(7)));

        assertThat(answers).allSatisfy(answer -> answer.expect(201));
        assertThat(answers.stream().map(Answer::body).distinct()).hasSize(1);
        assertThat(user(ada)
                        .after(answers.getFirst())
                        .get("/v1/me/credits")
                        .json()
                        .path("balance")
                        .asInt())
                .isEqualTo(93);
    }

    @Test
    void aSpendThatSucceededIsAnsweredAgainEvenWhenItCouldNotBePaidAgain() {
        award(ada, 10);
        Api once = user(ada).with("Idempotency-Key", "all-of-it");
        Answer first = once.post(SPENDS, spend(10)).expect(201);

        assertThat(once.post(SPENDS, spend(10)).expect(201).body()).isEqualTo(first.body());
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        award(ada, 100);
        Api keyed = user(ada).with("Idempotency-Key", "one-key");
        keyed.post(SPENDS, spend(7)).expect(201);

        keyed.post(SPENDS, spend(8)).expectProblem(422, "idempotency-key-reused");
    }

    @Test
    void aKeyIsItsCallersOwn() {
        UUID eve = UUID.randomUUID();
        award(ada, 100);
        award(eve, 100);
        Answer adas = user(ada)
                .with("Idempotency-Key", "shared")
                .post(SPENDS, spend(7))
                .expect(201);
        Answer eves = user(eve)
                .with("Idempotency-Key", "shared")
                .post(SPENDS, spend(8))
                .expect(201);

        assertThat(eves.json().path("id")).isNotEqualTo(adas.json().path("id"));
    }

    @Test
    void aRefusedSpendIsNotRemembered() {
        Api keyed = user(ada).with("Idempotency-Key", "again");
        keyed.post(SPENDS, spend(7)).expectProblem(409, "insufficient-credits");
        award(ada, 7);

        keyed.post(SPENDS, spend(7)).expect(201);
    }

    @Test
    void onlyTheServiceAwards() {
        user(ada).post("/v1/users/" + ada + "/credits/awards", spend(100)).expectProblem(403, "forbidden");
        user(UUID.fromString(SUPER_ADMIN))
                .post("/v1/users/" + ada + "/credits/awards", spend(100))
                .expectProblem(403, "forbidden");
        anonymous().post("/v1/users/" + ada + "/credits/awards", spend(100)).expectProblem(401, "unauthenticated");
    }

    @Test
    void anotherUsersTransactionIsAnsweredLikeAnAbsentOne() {
        award(ada, 100);
        Answer spent = user(ada).post(SPENDS, spend(7)).expect(201);
        Api eve = user(UUID.randomUUID()).after(spent);

        String foreign = eve.get(spent.header("Location")).expect(404).body();
        String absent = eve.get("/v1/me/credits/transactions/" + UUID.randomUUID())
                .expect(404)
                .body();

        assertThat(foreign).isEqualTo(absent);
        assertThat(eve.get("/v1/me/credits/transactions").json().path("items")).isEmpty();
        assertThat(eve.get("/v1/me/credits").json().path("balance").asInt()).isZero();
    }

    @Test
    void theLedgerIsReadInPagesAndFiltered() {
        award(ada, 100);
        Answer last = null;
        for (int spend = 0; spend < 5; spend++) {
            last = user(ada).post(SPENDS, spend(1)).expect(201);
        }
        Api after = user(ada).after(last);

        JsonNode first = after.get("/v1/me/credits/transactions?type=spent&limit=3")
                .expect(200)
                .json();
        JsonNode second = after.get("/v1/me/credits/transactions?type=spent&limit=3&cursor="
                        + first.path("next").asString())
                .expect(200)
                .json();

        assertThat(first.path("items")).hasSize(3);
        assertThat(second.path("items")).hasSize(2);
        assertThat(second.has("next") && !second.path("next").isNull()).isFalse();
        assertThat(after.get("/v1/me/credits/transactions?from=2100-01-01T00:00:00Z")
                        .json()
                        .path("items"))
                .isEmpty();
        after.get("/v1/me/credits/transactions?cursor=AAAA").expectProblem(400, "invalid-parameter");
        after.get("/v1/me/credits/transactions?limit=0").expectProblem(400, "invalid-parameter");
        after.get("/v1/me/credits/transactions?type=stolen").expectProblem(400, "invalid-parameter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"amount\":0,\"source\":\"export\"}",
                "{\"amount\":-500,\"source\":\"export\"}",
                "{\"amount\":2147483648,\"source\":\"export\"}",
                "{\"amount\":7.5,\"source\":\"export\"}",
                "{\"amount\":\"7\",\"source\":\"export\"}",
                "{\"amount\":null,\"source\":\"export\"}",
                "{\"amount\":1e1000000000,\"source\":\"export\"}",
                "{\"source\":\"export\"}",
                "{\"amount\":7}",
                "{\"amount\":7,\"source\":\"\"}",
                "{\"amount\":7,\"source\":\"export\",\"description\":\"\\u0000\"}",
                "{\"amount\":7,\"source\":\"export\",\"description\":\"\\ud800\"}",
                "{\"amount\":7,\"amount\":8,\"source\":\"export\"}",
                "{\"amount\":7,\"source\":\"export\",\"role\":\"service_role\"}",
                "{\"amount\":7,\"source\":\"export\",\"userId\":\"00000000-0000-4000-8000-00000000ad31\"}",
                "{\"amount\":7,\"source\":\"export\"",
                "[]",
                "7",
                ""
            })
    void badInputIsRefusedAndRecordsNothing(String body) {
        Answer awarded = award(ada, 100);

        Answer refused = user(ada).post(SPENDS, body);

        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(auditor()
                        .get("/v1/audit/streams/credit-account/" + ada)
                        .expect(200)
                        .body())
                .doesNotContain("credits-spent");
        assertThat(user(ada)
                        .after(awarded)
                        .get("/v1/me/credits")
                        .json()
                        .path("balance")
                        .asInt())
                .isEqualTo(100);
    }

    private static String spend(int amount) {
        return "{\"amount\":%d,\"source\":\"export\"}".formatted(amount);
    }
}
