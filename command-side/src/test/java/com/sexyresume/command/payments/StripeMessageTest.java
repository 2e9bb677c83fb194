package com.sexyresume.command.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sexyresume.command.CommandRejected;
import com.sexyresume.command.payments.PaymentsCommand.Purchase;
import com.sexyresume.command.payments.PaymentsCommand.RecordFailure;
import com.sexyresume.command.payments.PaymentsCommand.RecordRefund;
import com.sexyresume.command.payments.PaymentsCommand.RecordSuccess;
import com.sexyresume.events.UserId;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** T24: what is missing is refused, never made up; what is not ours is passed over. */
class StripeMessageTest {

    private static final UserId ADA = new UserId(UUID.fromString("00000000-0000-4000-8000-000000000ada"));
    private static final Product HUNDRED_CREDITS = new Product(null, 0, 100);

    private static final String SUCCEEDED = """
            {"id":"evt_1","type":"payment_intent.succeeded","data":{"object":{"id":"pi_1","amount":1200,\
            "amount_received":999,"currency":"eur","metadata":{"user_id":"%s","product":"credits-100"}}}}\
            """.formatted(ADA.value());

    private static final String COMPLETED = """
            {"id":"evt_1","type":"checkout.session.completed","data":{"object":{"id":"cs_1","payment_intent":"pi_1",\
            "payment_status":"paid","amount_total":999,"currency":"eur","metadata":{"user_id":"%s",\
            "product":"credits-100"}}}}\
            """.formatted(ADA.value());

    private static final String FAILED = SUCCEEDED.replace("payment_intent.succeeded", "payment_intent.payment_failed");

    private static final String REFUNDED = """
            {"id":"evt_1","type":"charge.refunded","data":{"object":{"id":"ch_1","payment_intent":"pi_1",\
            "amount_refunded":300,"refunded":false,"currency":"eur","metadata":{}}}}\
            """;

    @Test
    void sayWhatWasBoughtAndPaid() {
        Purchase bought = new Purchase("pi_1", 999, "EUR", "credits-100", null);
        for (String message : new String[] {SUCCEEDED, COMPLETED}) {
            assertThat(message(message).command().orElseThrow())
                    .isInstanceOfSatisfying(RecordSuccess.class, success -> {
                        assertThat(success.userId()).isEqualTo(ADA);
                        assertThat(success.purchase()).isEqualTo(bought);
                        assertThat(success.gives()).isEqualTo(HUNDRED_CREDITS);
                    });
        }
        assertThat(message(FAILED).command().orElseThrow()).isInstanceOfSatisfying(RecordFailure.class, failure -> {
            assertThat(failure.purchase()).isEqualTo(new Purchase("pi_1", 1200, "EUR", "credits-100", null));
            assertThat(failure.reason()).isEqualTo("unknown");
        });
        assertThat(message(REFUNDED).command().orElseThrow()).isInstanceOfSatisfying(RecordRefund.class, refund -> {
            assertThat(refund.refunded()).isEqualTo(300);
            assertThat(refund.currency()).isEqualTo("EUR");
            assertThat(refund.whole()).isFalse();
            assertThat(refund.userId()).isNull();
        });
        assertThat(message(SUCCEEDED).id()).isEqualTo("evt_1");
    }

    @Test
    void ofAPaymentThatCostNothingSayThat() {
        assertThat(message(SUCCEEDED.replace("999", "0")).command().orElseThrow())
                .isInstanceOfSatisfying(
                        RecordSuccess.class,
                        success -> assertThat(success.purchase().amount()).isZero());
    }

    @ParameterizedTest
    @CsvSource({
        "id, /data/object/id",
        "amount_received, /data/object/amount_received",
        "currency, /data/object/currency",
        "product, /data/object/metadata/product"
    })
    void ofASuccessThatLacksSomethingAreRefused(String member, String pointer) {
        String object = SUCCEEDED.substring(SUCCEEDED.indexOf("\"object\""));
        String without = object.replaceFirst("\"" + member + "\"", "\"" + member + "_x\"");
        assertRefused(SUCCEEDED.replace(object, without), pointer);
    }

    @ParameterizedTest
    @CsvSource({
        "payment_intent.succeeded, amount_received",
        "payment_intent.payment_failed, amount",
    })
    void ofAnAmountThatIsNoneAreRefused(String type, String member) {
        String message = SUCCEEDED.replace("payment_intent.succeeded", type);
        for (String amount : new String[] {"-1", "9.99", "\"999\"", "null", "99999999999999999999", "[]"}) {
            assertRefused(
                    message.replaceFirst("\"" + member + "\":\\d+", "\"" + member + "\":" + amount),
                    "/data/object/" + member);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"euro\"", "978", "null"})
    void ofACurrencyThatIsNoneAreRefused(String currency) {
        for (String message : new String[] {SUCCEEDED, COMPLETED, FAILED, REFUNDED}) {
            assertRefused(message.replace("\"eur\"", currency), "/data/object/currency");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "amount_refunded, /data/object/amount_refunded",
        "refunded, /data/object/refunded",
        "currency, /data/object/currency"
    })
    void ofARefundThatLacksSomethingAreRefused(String member, String pointer) {
        assertRefused(REFUNDED.replace("\"" + member + "\"", "\"" + member + "_x\""), pointer);
    }

    @Test
    void ofAPaymentIntentThatIsNoneAreRefused() {
        for (String message : new String[] {COMPLETED, REFUNDED}) {
            assertRefused(message.replace("\"pi_1\"", "7"), "/data/object/payment_intent");
        }
    }

    @Test
    void withoutAnIdAreRefused() {
        assertThatExceptionOfType(CommandRejected.class)
                .isThrownBy(
                        () -> message(SUCCEEDED.replace("\"evt_1\"", "null")).id())
                .satisfies(refused -> assertThat(refused.rejection()).isEqualTo(new PaymentMessageInvalid("/id")));
    }

    @Test
    void ofWhatIsNotSoldAreRefused() {
        assertThatExceptionOfType(CommandRejected.class)
                .isThrownBy(() ->
                        message(SUCCEEDED.replace("credits-100", "a-yacht")).command())
                .satisfies(refused -> assertThat(refused.rejection()).isEqualTo(new ProductUnknown()));
    }

    @Test
    void thatAreNotOursArePassedOver() {
        String nobody = "\"user_id\":\"" + ADA.value() + "\"";
        for (String message : new String[] {
            "[]",
            SUCCEEDED.replace("payment_intent.succeeded", "invoice.paid"),
            SUCCEEDED.replace(nobody, "\"order\":7").replace("\"eur\"", "null"),
            FAILED.replace(nobody, "\"user_id\":\"someone\""),
            COMPLETED.replace("\"paid\"", "\"unpaid\""),
            COMPLETED.replace("\"pi_1\"", "null"),
            REFUNDED.replace("\"pi_1\"", "null"),
            REFUNDED.replace("300", "0")
        }) {
            assertThat(message(message).command()).as(message).isEmpty();
        }
    }

    private static void assertRefused(String message, String pointer) {
        assertThatExceptionOfType(CommandRejected.class)
                .as(message)
                .isThrownBy(() -> message(message).command())
                .satisfies(refused -> assertThat(refused.rejection()).isEqualTo(new PaymentMessageInvalid(pointer)));
    }

    private static StripeMessage message(String json) {
        return new StripeMessage(JsonMapper.shared().readTree(json), Map.of("credits-100", HUNDRED_CREDITS));
    }
}
