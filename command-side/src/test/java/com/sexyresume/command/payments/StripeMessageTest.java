package com.sexyresume.command.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sexyresume.command.payments.PaymentsCommand.Purchase;
import com.sexyresume.command.payments.PaymentsCommand.PutAside;
import com.sexyresume.command.payments.PaymentsCommand.RecordFailure;
import com.sexyresume.command.payments.PaymentsCommand.RecordReturn;
import com.sexyresume.command.payments.PaymentsCommand.RecordSuccess;
import com.sexyresume.command.payments.PaymentsRefusal.PaymentMessageInvalid;
import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.events.UserId;
import com.sexyresume.events.payments.PaymentId;
import com.sexyresume.events.payments.PaymentsEvent.Aside;
import com.sexyresume.events.payments.PaymentsEvent.Return;
import com.sexyresume.events.payments.PaymentsEvent.ReturnTold;
import java.time.Instant;
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

    private static final String BACK = """
            {"id":"evt_1","created":1795000000,"type":"TYPE","data":{"object":{"id":"re_1","payment_intent":"pi_1",\
            "amount":300,"status":"STATUS","currency":"eur","metadata":null}}}\
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
        assertThat(told(REFUNDED))
                .isEqualTo(new ReturnTold(
                        new PaymentId(UUID.fromString("319631f4-a0ca-58d2-84cf-1ae9912b5695")),
                        "pi_1",
                        Return.TOTAL,
                        "ch_1",
                        300,
                        "EUR",
                        true,
                        false,
                        null));
        assertThat(message(SUCCEEDED).id()).isEqualTo("evt_1");
    }

    /** Expanded, as text, with what other versions of the API add or leave null. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"amount_total\":\"999\"",
                "\"amount_total\":999.0",
                "\"amount_total\":999,\"customer\":null,\"new\":{\"a\":[1]}"
            })
    void ofOtherVersionsAreRead(String amount) {
        for (String intent : new String[] {"\"pi_1\"", "{\"id\":\"pi_1\",\"amount\":1}"}) {
            String message = COMPLETED.replace("\"amount_total\":999", amount).replace("\"pi_1\"", intent);
            assertThat(message(message).command().orElseThrow())
                    .isInstanceOfSatisfying(
                            RecordSuccess.class,
                            success -> assertThat(success.purchase())
                                    .isEqualTo(new Purchase("pi_1", 999, "EUR", "credits-100", null)));
        }
    }

    @Test
    void ofACheckoutThatIsPaidLaterCountWhenItIs() {
        String later = COMPLETED.replace("\"paid\"", "\"unpaid\"");
        assertThat(message(later).command()).isEmpty();
        assertThat(message(COMPLETED.replace("session.completed", "session.async_payment_succeeded"))
                        .command()
                        .orElseThrow())
                .isEqualTo(message(SUCCEEDED).command().orElseThrow());
        assertThat(message(later.replace("session.completed", "session.async_payment_failed"))
                        .command()
                        .orElseThrow())
                .isInstanceOfSatisfying(RecordFailure.class, failure -> {
                    assertThat(failure.paymentId())
                            .isEqualTo(
                                    message(SUCCEEDED).command().orElseThrow().paymentId());
                    assertThat(failure.reason()).isEqualTo(PaymentsCommand.REASON_UNKNOWN);
                });
    }

    @Test
    void ofACheckoutThatCostNothingNameTheCheckout() {
        String free = COMPLETED.replace("\"pi_1\"", "null").replace("999", "0");
        for (String status : new String[] {"paid", "no_payment_required"}) {
            assertThat(message(free.replace("\"paid\"", "\"" + status + "\""))
                            .command()
                            .orElseThrow())
                    .isInstanceOfSatisfying(
                            RecordSuccess.class,
                            success -> assertThat(success.purchase())
                                    .isEqualTo(new Purchase("cs_1", 0, "EUR", "credits-100", null)));
        }
        assertThat(message(COMPLETED.replace("\"pi_1\"", "null").replace("\"paid\"", "\"no_payment_required\""))
                        .command())
                .as("due at a later date")
                .isEmpty();
    }

    @Test
    void inCurrenciesWithoutAMinorUnitSayItsUnits() {
        assertThat(message(SUCCEEDED.replace("eur", "jpy")).command().orElseThrow())
                .isInstanceOfSatisfying(
                        RecordSuccess.class,
                        success -> assertThat(success.purchase())
                                .isEqualTo(new Purchase("pi_1", 999, "JPY", "credits-100", null)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000-0000-4000-8000-000000000ADA",
                " 00000000-0000-4000-8000-000000000ada\\n",
                "{00000000-0000-4000-8000-000000000ada}",
                "urn:uuid:00000000-0000-4000-8000-000000000ada"
            })
    void nameTheUserInAnyFormOfAUuid(String text) {
        assertThat(message(SUCCEEDED.replace(ADA.value().toString(), text))
                        .command()
                        .orElseThrow())
                .isEqualTo(message(SUCCEEDED).command().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-1-1-1-1", "", "ada@example.org", "000000000000400080000000000000ada", "[]"})
    void ofNobodyArePutAside(String text) {
        assertPutAside(SUCCEEDED.replace(ADA.value().toString(), text), Aside.USER_UNKNOWN);
    }

    @Test
    void fromWhichNothingFollowsArePutAside() {
        String user = "\"user_id\":\"" + ADA.value() + "\",";
        assertPutAside(SUCCEEDED.replace(user, ""), Aside.USER_UNKNOWN);
        assertPutAside(
                SUCCEEDED.replace(user, "").replace("\"eur\"", "null").replace("999", "\"\""), Aside.USER_UNKNOWN);
        assertPutAside(COMPLETED.replace(user, ""), Aside.USER_UNKNOWN);
        assertPutAside(SUCCEEDED.replace("credits-100", "a-yacht"), Aside.PRODUCT_UNKNOWN);
        assertPutAside(SUCCEEDED.replace("credits-100", "A yacht!"), Aside.PRODUCT_UNKNOWN);
        assertPutAside(SUCCEEDED.replace(",\"product\":\"credits-100\"", ""), Aside.PRODUCT_UNKNOWN);
        assertPutAside(SUCCEEDED.replace("999", "0"), Aside.NOTHING_PAID);
        assertPutAside(COMPLETED.replace("999", "0"), Aside.NOTHING_PAID);
        assertPutAside(COMPLETED.replace("\"pi_1\"", "null"), Aside.NO_SINGLE_PAYMENT);
        assertPutAside(COMPLETED.replace("\"pi_1\"", "null,\"mode\":\"subscription\""), Aside.NO_SINGLE_PAYMENT);
    }

    @ParameterizedTest
    @CsvSource({
        "refund.created, succeeded, REFUND, true",
        "refund.created, pending, REFUND, true",
        "refund.updated, succeeded, REFUND, true",
        "charge.refund.updated, failed, REFUND, false",
        "refund.updated, canceled, REFUND, false",
        "refund.failed, failed, REFUND, false",
        "refund.failed, pending, REFUND, false",
        "charge.dispute.closed, lost, DISPUTE, true",
        "charge.dispute.closed, won, DISPUTE, false",
        "charge.dispute.funds_reinstated, won, DISPUTE, false"
    })
    void ofARefundOrADisputeSayWhetherItStands(String type, String status, Return kind, boolean stands) {
        ReturnTold told = told(BACK.replace("TYPE", type).replace("STATUS", status));
        assertThat(told.kind()).isEqualTo(kind);
        assertThat(told.stands()).isEqualTo(stands);
        assertThat(told.returnId()).isEqualTo("re_1");
        assertThat(told.toldAt()).isEqualTo(Instant.ofEpochSecond(1_795_000_000));
        assertThat(told.amount()).isEqualTo(300);
    }

    @ParameterizedTest
    @CsvSource({
        "refund.created, requires_action",
        "charge.dispute.created, needs_response",
        "charge.dispute.closed, warning_closed",
        "charge.dispute.funds_withdrawn, needs_response",
        "charge.dispute.updated, under_review"
    })
    void ofWhatIsNotDecidedArePassedOver(String type, String status) {
        assertThat(message(BACK.replace("TYPE", type).replace("STATUS", status)).command())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1e300", "1.5", "1e999", "\"now\"", "null", "253402300800"})
    void ofATimeThatIsNoneHaveNone(String created) {
        assertThat(told(BACK.replace("TYPE", "refund.created")
                                .replace("STATUS", "succeeded")
                                .replace("1795000000", created))
                        .toldAt())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "id, /data/object/id",
        "amount_received, /data/object/amount_received",
        "currency, /data/object/currency"
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
        for (String amount :
                new String[] {"-1", "9.99", "\"9x\"", "\"\"", "null", "1000000000000001", "99999999999999999999", "[]"
                }) {
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
    void thatAreNotOursArePassedOver() {
        String nobody = "\"user_id\":\"" + ADA.value() + "\"";
        for (String message : new String[] {
            "[]",
            SUCCEEDED.replace("payment_intent.succeeded", "invoice.paid"),
            FAILED.replace(nobody, "\"user_id\":\"someone\""),
            COMPLETED.replace("\"paid\"", "\"unpaid\""),
            FAILED.replace("credits-100", ""),
            REFUNDED.replace("\"pi_1\"", "null"),
            REFUNDED.replace("300", "0")
        }) {
            assertThat(message(message).command()).as(message).isEmpty();
        }
    }

    private static ReturnTold told(String message) {
        return ((RecordReturn) message(message).command().orElseThrow()).told();
    }

    private static void assertPutAside(String message, Aside why) {
        assertThat(message(message).command().orElseThrow())
                .as(message)
                .isInstanceOfSatisfying(
                        PutAside.class,
                        put -> assertThat(put.aside().why()).as(message).isEqualTo(why));
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
