package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.journeys.Api.Answer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** T23, T24, B02, B13, D57. */
class PaymentsJourneyTest extends Journey {

    private static final String WEBHOOK = "/v1/webhooks/stripe";
    private static final Duration LONG = Duration.ofSeconds(30);

    private final UUID ada = UUID.randomUUID();
    private final String payment = "pi_" + UUID.randomUUID().toString().replace("-", "");

    @Test
    void aPaymentGivesWhatWasBoughtOnceHoweverOftenItIsTold() {
        String message = succeeded("evt_1" + payment, "credits-100");
        for (int times = 0; times < 3; times++) {
            assertThat(told(message).expect(200).json().path("recorded").asBoolean())
                    .isTrue();
        }
        // The same payment, told by another message.
        told(succeeded("evt_2" + payment, "credits-100")).expect(200);

        awaitBalance(100);
        JsonNode receipts = user(ada).get("/v1/me/payments").expect(200).json().path("items");
        assertThat(receipts).hasSize(1);
        assertThat(receipts.get(0).path("amount").asLong()).isEqualTo(999);
        assertThat(receipts.get(0).path("currency").asString()).isEqualTo("EUR");
        assertThat(receipts.get(0).path("status").asString()).isEqualTo("succeeded");
        user(ada)
                .get("/v1/me/payments/" + receipts.get(0).path("id").asString())
                .expect(200);
        user(UUID.randomUUID())
                .get("/v1/me/payments/" + receipts.get(0).path("id").asString())
                .expectProblem(404, "not-found");
        assertThat(user(ada).get("/v1/me/credits/transactions").json().path("items"))
                .hasSize(1);
    }

    @Test
    void premiumIsGivenAndTakenBackByARefund() {
        told(succeeded("evt_1" + payment, "premium-month")).expect(200);
        await().atMost(LONG).until(() -> entitled().path("premium").asBoolean());
        assertThat(entitled().path("plan").asString()).isEqualTo("premium");
        assertThat(Instant.parse(
                        entitled().path("grants").get(0).path("validUntil").asString()))
                .isAfter(Instant.now().plus(Duration.ofDays(30)));

        told(refunded("evt_2" + payment, 999, true)).expect(200);

        await().atMost(LONG).until(() -> !entitled().path("premium").asBoolean());
        assertThat(entitled().path("grants").get(0).path("endedBy").asString()).isEqualTo("refund");
        assertThat(user(ada)
                        .get("/v1/me/payments")
                        .json()
                        .path("items")
                        .get(0)
                        .path("status")
                        .asString())
                .isEqualTo("refunded");
    }

    @Test
    void aRefundTakesBackWhatIsLeftAndTheRestIsOwed() {
        told(succeeded("evt_1" + payment, "credits-100")).expect(200);
        awaitBalance(100);
        user(ada)
                .post("/v1/me/credits/spends", "{\"amount\":1,\"source\":\"coffee\"}")
                .expect(201);

        told(refunded("evt_2" + payment, 999, true)).expect(200);

        awaitBalance(0);
        assertThat(user(ada).get("/v1/me/credits").json().path("owed").asInt()).isEqualTo(1);
        user(ada)
                .post("/v1/me/credits/spends", "{\"amount\":1,\"source\":\"coffee\"}")
                .expectProblem(409, "insufficient-credits");

        // What comes next pays the debt first.
        told(succeeded("evt_3" + payment, "credits-500").replace(payment, payment + "x"))
                .expect(200);
        awaitBalance(499);
        assertThat(user(ada).get("/v1/me/credits").json().path("owed").asInt(-1))
                .isZero();
        JsonNode ledger = user(ada).get("/v1/me/credits/transactions").json().path("items");
        assertThat(ledger.valueStream()
                        .mapToInt(row -> row.path("amount").asInt())
                        .toArray())
                .containsExactly(-1, 500, -99, -1, 100);
    }

    @Test
    void partsOfTheMoneyTakePartsOfTheCreditsAndAFailedRefundGivesThemAgain() {
        told(succeeded("evt_1" + payment, "credits-100")).expect(200);
        awaitBalance(100);
        String refund = """
                {"id":"evt_2%s","created":1795000000,"type":"refund.created","data":{"object":{"id":"re_1",\
                "payment_intent":"%s","amount":333,"status":"pending","currency":"eur"}}}\
                """.formatted(payment, payment);
        told(refund).expect(200);
        told(refunded("evt_3" + payment, 333, false)).expect(200);
        awaitBalance(67);

        told(refund.replace("evt_2", "evt_5").replace("refund.created", "refund.failed"))
                .expect(200);
        awaitBalance(100);
        JsonNode receipt = user(ada).get("/v1/me/payments").json().path("items").path(0);
        assertThat(receipt.path("refundedAmount").asLong(-1)).isZero();
        assertThat(receipt.path("status").asString()).isEqualTo("succeeded");
    }

    @Test
    void premiumGoesOnWhenItsDisputeIsWonAfterAll() {
        told(succeeded("evt_1" + payment, "premium-month")).expect(200);
        await().atMost(LONG).until(() -> entitled().path("premium").asBoolean());
        String end = entitled().path("grants").get(0).path("validUntil").asString();
        String lost = """
                {"id":"evt_2%s","created":1795000000,"type":"charge.dispute.closed","data":{"object":{"id":"dp_1",\
                "payment_intent":"%s","amount":999,"status":"lost","currency":"eur"}}}\
                """.formatted(payment, payment);
        told(lost.replace("evt_2", "evt_0")
                        .replace("\"lost\"", "\"needs_response\"")
                        .replace("dispute.closed", "dispute.created"))
                .expect(200);
        told(lost).expect(200);
        await().atMost(LONG).until(() -> !entitled().path("premium").asBoolean());

        told(lost.replace("evt_2", "evt_3").replace("dispute.closed", "dispute.funds_reinstated"))
                .expect(200);

        await().atMost(LONG).until(() -> entitled().path("premium").asBoolean());
        assertThat(entitled().path("grants")).hasSize(1);
        assertThat(entitled().path("grants").get(0).path("validUntil").asString())
                .isEqualTo(end);
    }

    @Test
    void aRefundThatIsHeardFirstLeavesNothingOnceItsPaymentIsHeard() {
        told(refunded("evt_2" + payment, 999, true)).expect(200);
        await().atMost(LONG).until(() -> putAside().equals("payment_unknown"));
        told(succeeded("evt_1" + payment, "credits-100")).expect(200);
        // Something that comes after it, and is given by the same policy.
        told(succeeded("evt_3" + payment, "credits-500").replace(payment, payment + "x"))
                .expect(200);

        awaitBalance(500);
        await().atMost(LONG)
                .until(() -> user(ada)
                        .get("/v1/me/payments")
                        .json()
                        .path("items")
                        .valueStream()
                        .anyMatch(receipt -> receipt.path("status").asString().equals("refunded")));
        await().atMost(LONG).until(() -> putAside().isEmpty());
    }

    @Test
    void aCheckoutThatIsPaidLaterGivesOnceWhateverElseIsToldOfIt() {
        String checkout = """
                {"id":"evt_1%s","object":"event","type":"checkout.session.completed","data":{"object":{"id":"cs_1",\
                "object":"checkout.session","payment_intent":"%s","payment_status":"unpaid","amount_total":999,\
                "currency":"eur","mode":"payment","metadata":{"user_id":"%s","product":"credits-100"}}}}\
                """.formatted(payment, payment, ada);
        assertThat(told(checkout).expect(200).json().path("recorded").asBoolean(true))
                .isFalse();
        // Its payment intent has no metadata of its own: nobody's, until the checkout says whose.
        String intent =
                succeeded("evt_2" + payment, "credits-100").replaceAll("\"metadata\":\\{[^}]*}", "\"metadata\":{}");
        assertThat(told(intent).expect(200).json().path("putAside").asString()).isEqualTo("user_unknown");
        await().atMost(LONG).until(() -> putAside().equals("user_unknown"));
        String paid = checkout.replace("unpaid", "paid")
                .replace("evt_1", "evt_3")
                .replace("session.completed", "session.async_payment_succeeded");
        told(paid).expect(200);
        told(paid.replace("evt_3", "evt_4")).expect(200);
        told(intent.replace("evt_2", "evt_5")).expect(200);

        awaitBalance(100);
        await().atMost(LONG).until(() -> putAside().isEmpty());
        assertThat(user(ada).get("/v1/me/credits/transactions").json().path("items"))
                .hasSize(1);
    }

    @Test
    void whatTellingAgainDoesNotHelpIsPutAsideUntilItDoes() {
        told(refunded("evt_2" + payment, 1000, true)).expect(200);
        await().atMost(LONG).until(() -> putAside().equals("payment_unknown"));
        told(refunded("evt_3" + payment, 1000, true)).expect(200);
        await().atMost(LONG).until(() -> putAside().equals("payment_unknown"));
        user(ada).get("/v1/admin/payments/put-aside").expectProblem(403, "forbidden");
    }

    @Test
    void anUnsignedMessageIsRefusedAndNothingIsRecorded() {
        String message = succeeded("evt_1" + payment, "credits-100");
        anonymous().post(WEBHOOK, message).expectProblem(422, "signature-invalid");
        anonymous()
                .with("Stripe-Signature", "t=1,v1=00")
                .post(WEBHOOK, message)
                .expectProblem(422, "signature-invalid");
        anonymous()
                .with("Stripe-Signature", signature(message))
                .post(WEBHOOK, message.replace("999", "9"))
                .expectProblem(422, "signature-invalid");

        assertThat(user(ada).get("/v1/me/payments").json().path("items")).isEmpty();
    }

    @Test
    void whatIsNotSoldIsPutAsideAndWhatIsNotOursPassedOver() {
        assertThat(told(succeeded("evt_1" + payment, "a-yacht"))
                        .expect(200)
                        .json()
                        .path("putAside")
                        .asString())
                .isEqualTo("product_unknown");
        await().atMost(LONG).until(() -> putAside().equals("product_unknown"));
        for (String message : new String[] {
            "{}",
            "[]",
            "{\"id\":\"evt_1\",\"type\":\"invoice.paid\"}",
            "{\"id\":\"evt_1\",\"type\":\"payment_intent.succeeded\",\"data\":{\"object\":{\"id\":\"pi_1\"}}}",
            "{\"id\":7,\"type\":[],\"data\":null}"
        }) {
            assertThat(told(message).expect(200).json().path("recorded").asBoolean())
                    .as(message)
                    .isFalse();
        }
    }

    @Test
    void aSignedMessageThatLacksWhatAPaymentHasIsRefusedAndNothingIsRecorded() {
        String message = succeeded("evt_1" + payment, "credits-100");
        assertThat(told(message.replace("\"eur\"", "null"))
                        .expectProblem(422, "payment-message-invalid")
                        .json()
                        .path("errors")
                        .path(0)
                        .path("pointer")
                        .asString())
                .isEqualTo("/data/object/currency");
        told(message.replace("\"amount_received\":999", "\"amount_received\":-1"))
                .expectProblem(422, "payment-message-invalid");
        told(message.replace("\"evt_1" + payment + "\"", "7.5")).expectProblem(422, "payment-message-invalid");
        told(refunded("evt_2" + payment, 999, true, ada).replace("\"refunded\":true", "\"refunded\":null"))
                .expectProblem(422, "payment-message-invalid");

        assertThat(user(ada).get("/v1/me/payments").json().path("items")).isEmpty();
    }

    @Test
    void sixteenMessagesAtOnceHaveOneEffect() throws Exception {
        var _ = inParallel(
                16,
                number -> told(succeeded(
                                number % 2 == 0 ? "evt_1" + payment : "evt_" + number + payment, "credits-100"))
                        .expect(200));

        awaitBalance(100);
        assertThat(user(ada).get("/v1/me/credits/transactions").json().path("items"))
                .hasSize(1);
    }

    @Test
    void administratorsGrantAndRevokeAndNobodyElseDoes() {
        String path = "/v1/admin/users/" + ada + "/entitlements";
        String body = "{\"entitlement\":\"export_unlocked\",\"reason\":\"beta\"}";
        user(ada).post(path, body).expectProblem(403, "forbidden");
        Api admin = user(UUID.fromString(SUPER_ADMIN));
        Answer granted = admin.post(path, body).expect(201);
        assertThat(user(ada)
                        .after(granted)
                        .get("/v1/me/entitlements")
                        .json()
                        .path("exportUnlocked")
                        .asBoolean())
                .isTrue();
        assertThat(admin.get(path).expect(200).json().path("grants")).hasSize(1);
        user(ada).get(path).expectProblem(403, "forbidden");

        user(ada).delete(granted.header("Location")).expectProblem(403, "forbidden");
        Answer revoked = admin.delete(granted.header("Location")).expect(200);

        assertThat(user(ada)
                        .after(revoked)
                        .get("/v1/me/entitlements")
                        .json()
                        .path("exportUnlocked")
                        .asBoolean())
                .isFalse();
        admin.delete(path + "/" + UUID.randomUUID()).expectProblem(404, "not-found");
        admin.post(path, "{\"entitlement\":\"premium\",\"validUntil\":\"2020-01-01T00:00:00Z\"}")
                .expectProblem(422, "grant-is-over");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1000000000-12-31T23:59:59.999999999Z",
                "+294277-01-09T04:00:54.775808Z",
                "+10000-01-01T00:00:00Z",
                "-4713-01-01T00:00:00Z",
                "2099-01-01",
                "4070908800"
            })
    void aTimeThatNoRowCanHoldIsRefusedBeforeItIsRecorded(String time) {
        Api admin = user(UUID.fromString(SUPER_ADMIN));
        JsonNode refused = admin.post(
                        "/v1/admin/users/" + ada + "/entitlements",
                        "{\"entitlement\":\"premium\",\"validUntil\":\"" + time + "\"}")
                .expectProblem(400, "invalid-request")
                .json();
        assertThat(refused.path("errors").path(0).path("pointer").asString()).isEqualTo("/validUntil");
        assertThat(refused.path("errors").path(0).path("detail").asString()).contains("such as 2026-11-22T10:00:00Z");
        admin.post(
                        "/v1/admin/users/" + ada + "/referral-codes",
                        "{\"rewardType\":\"credits\",\"rewardAmount\":1,\"maxUses\":1,\"expiresAt\":\"" + time + "\"}")
                .expectProblem(400, "invalid-request");
    }

    @Test
    void theLastTimeThatThereIsIsShownAsItIs() {
        Api admin = user(UUID.fromString(SUPER_ADMIN));
        Answer granted = admin.post(
                        "/v1/admin/users/" + ada + "/entitlements",
                        "{\"entitlement\":\"premium\",\"validUntil\":\"9999-12-31T23:59:59.999999999Z\"}")
                .expect(201);
        JsonNode shown =
                user(ada).after(granted).get("/v1/me/entitlements").expect(200).json();

        assertThat(shown.path("grants").path(0).path("validUntil").asString()).isEqualTo("9999-12-31T23:59:59.999999Z");
        assertThat(shown.path("premium").asBoolean()).isTrue();
    }

    @Test
    void stripeMayBeToldAnAddressWithParameters() {
        String message = succeeded("evt_1" + payment, "credits-100");
        anonymous()
                .with("Stripe-Signature", signature(message))
                .post(WEBHOOK + "?source=stripe&v=1", message)
                .expect(200);
    }

    @Test
    void aGrantEndsByItself() {
        Api admin = user(UUID.fromString(SUPER_ADMIN));
        admin.post(
                        "/v1/admin/users/" + ada + "/entitlements",
                        "{\"entitlement\":\"premium\",\"validUntil\":\"%s\"}"
                                .formatted(Instant.now().plusSeconds(2)))
                .expect(201);

        await().atMost(LONG)
                .until(() -> entitled()
                        .path("grants")
                        .path(0)
                        .path("endedBy")
                        .asString("")
                        .equals("expiry"));
        assertThat(entitled().path("plan").asString()).isEqualTo("free");
    }

    private void awaitBalance(int credits) {
        await().atMost(LONG)
                .until(() ->
                        user(ada).get("/v1/me/credits").json().path("balance").asInt() == credits);
    }

    /** Why this payment's messages have no effect, or nothing. */
    private String putAside() {
        return user(UUID.fromString(SUPER_ADMIN))
                .get("/v1/admin/payments/put-aside?limit=200")
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .filter(aside -> aside.path("providerId").asString().equals(payment))
                .map(aside -> aside.path("reason").asString())
                .collect(Collectors.joining(","));
    }

    private JsonNode entitled() {
        return user(ada).get("/v1/me/entitlements").expect(200).json();
    }

    private String succeeded(String event, String product) {
        return """
                {"id":"%s","type":"payment_intent.succeeded","livemode":false,"data":{"object":{"id":"%s","amount":999,\
                "amount_received":999,"currency":"eur","metadata":{"user_id":"%s","product":"%s"}}}}\
                """.formatted(event, payment, ada, product);
    }

    private String refunded(String event, long amount, boolean whole) {
        return """
                {"id":"%s","type":"charge.refunded","data":{"object":{"id":"ch_1","payment_intent":"%s",\
                "amount_refunded":%d,"refunded":%b,"currency":"eur","metadata":{}}}}\
                """.formatted(event, payment, amount, whole);
    }

    private String refunded(String event, long amount, boolean whole, UUID user) {
        return refunded(event, amount, whole).replace("\"metadata\":{}", "\"metadata\":{\"user_id\":\"" + user + "\"}");
    }

    private Answer told(String message) {
        return anonymous().with("Stripe-Signature", signature(message)).post(WEBHOOK, message);
    }

    static String signature(String message) {
        long now = Instant.now().getEpochSecond();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(STRIPE_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "t=" + now + ",v1="
                    + HexFormat.of().formatHex(mac.doFinal((now + "." + message).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException absent) {
            throw new AssertionError(absent);
        }
    }
}
