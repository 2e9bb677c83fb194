package com.sexyresume.command.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.command.payments.PaymentsCommand.Purchase;
import com.sexyresume.command.payments.PaymentsCommand.PutAside;
import com.sexyresume.command.payments.PaymentsCommand.RecordFailure;
import com.sexyresume.command.payments.PaymentsCommand.RecordReturn;
import com.sexyresume.command.payments.PaymentsCommand.RecordSuccess;
import com.sexyresume.deciding.Decision;
import com.sexyresume.deciding.Given;
import com.sexyresume.deciding.Given.Then;
import com.sexyresume.events.UserId;
import com.sexyresume.events.payments.Entitlement;
import com.sexyresume.events.payments.PaymentId;
import com.sexyresume.events.payments.PaymentsEvent.Aside;
import com.sexyresume.events.payments.PaymentsEvent.PaymentEvent;
import com.sexyresume.events.payments.PaymentsEvent.PaymentFailed;
import com.sexyresume.events.payments.PaymentsEvent.PaymentPutAside;
import com.sexyresume.events.payments.PaymentsEvent.PaymentRefunded;
import com.sexyresume.events.payments.PaymentsEvent.PaymentSucceeded;
import com.sexyresume.events.payments.PaymentsEvent.RefundReversed;
import com.sexyresume.events.payments.PaymentsEvent.Return;
import com.sexyresume.events.payments.PaymentsEvent.ReturnTold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** T24, B13, D57. */
class PaymentTest {

    private static final UserId ADA = new UserId(UUID.fromString("11111111-1111-4111-8111-111111111111"));
    private static final PaymentId PAYMENT = new PaymentId(new UUID(0, 1));
    private static final Purchase YEAR = new Purchase("pi_1", 9900, "EUR", "premium-year", null);
    private static final Product PREMIUM_YEAR = new Product(Entitlement.PREMIUM, 366, 25);

    private static final PaymentSucceeded PAID =
            new PaymentSucceeded(ADA, PAYMENT, "pi_1", 9900, "EUR", "premium-year", Entitlement.PREMIUM, 366, 25, null);
    private static final PaymentFailed FAILED =
            new PaymentFailed(ADA, PAYMENT, "pi_1", 9900, "EUR", "premium-year", "card_declined");

    @Test
    void aSuccessCarriesWhatTheProductGives() {
        given().when(success()).then(PAID);
    }

    @Test
    void aSuccessThatIsToldAgainChangesNothing() {
        given(PAID).when(success()).thenNothing();
        given(PAID, total(9900, true), refund(9900, true, Entitlement.PREMIUM, 25))
                .when(success())
                .thenNothing();
    }

    @Test
    void aFailureMayBeFollowedByASuccess() {
        given().when(failure()).then(FAILED);
        given(FAILED).when(failure()).thenNothing();
        given(FAILED).when(success()).then(PAID);
    }

    @Test
    void aFailureThatComesLateChangesNothing() {
        given(PAID).when(failure()).thenNothing();
    }

    @Test
    void aFailureWithoutACodeIsNoNewsAfterOneWithACode() {
        given(FAILED)
                .when(new RecordFailure(PAYMENT, ADA, YEAR, PaymentsCommand.REASON_UNKNOWN))
                .thenNothing();
    }

    @Test
    void aWholeRefundTakesBackWhatWasGiven() {
        given(PAID).when(refunding(9900, true)).then(total(9900, true), refund(9900, true, Entitlement.PREMIUM, 25));
    }

    @Test
    void aPartOfTheMoneyTakesBackTheSamePartOfTheCreditsRoundedDown() {
        given(PAID).when(refunding(100, false)).then(total(100, false), refund(100, false, null, 0));
        given(PAID).when(refunding(396, false)).then(total(396, false), refund(396, false, null, 1));
        given(PAID, total(4950, false), refund(4950, false, null, 12))
                .when(refunding(9000, false))
                .then(total(9000, false), refund(9000, false, null, 10));
        given(PAID, total(9000, false), refund(9000, false, null, 22))
                .when(refunding(9900, true))
                .then(total(9900, true), refund(9900, true, Entitlement.PREMIUM, 3));
    }

    @Test
    void allOfTheMoneyIsTheWholeEvenIfNobodySaysSo() {
        given(PAID).when(refunding(9900, false)).then(total(9900, false), refund(9900, true, Entitlement.PREMIUM, 25));
    }

    @Test
    void moreThanTheMoneyNeverGoesBack() {
        given(PAID)
                .when(refunding(12000, false))
                .then(total(12000, false), refund(9900, true, Entitlement.PREMIUM, 25));
        given(PAID, total(12000, false), refund(9900, true, Entitlement.PREMIUM, 25))
                .when(refunding(13000, true))
                .then(total(13000, true));
    }

    @Test
    void aRefundThatIsToldAgainOrLateChangesNothing() {
        given(PAID, total(200, false), refund(200, false, null, 0))
                .when(refunding(200, false))
                .thenNothing();
        given(PAID, total(200, false), refund(200, false, null, 0))
                .when(refunding(100, false))
                .thenNothing();
    }

    @Test
    void oneRefundThatIsToldInTwoWaysIsOne() {
        ReturnTold first = told(Return.REFUND, "re_1", 4950, true, 1);
        ReturnTold second = told(Return.REFUND, "re_2", 4950, true, 3);
        given(PAID, total(4950, false), refund(4950, false, null, 12))
                .when(returning(first))
                .then(first);
        given(PAID, total(4950, false), refund(4950, false, null, 12), first)
                .when(returning(second))
                .then(second, refund(9900, true, Entitlement.PREMIUM, 13));
    }

    @Test
    void aRefundThatFailsGivesAgainWhatItTook() {
        ReturnTold failed = told(Return.REFUND, "re_1", 9900, false, 9);
        given(PAID, total(9900, true), refund(9900, true, Entitlement.PREMIUM, 25))
                .when(returning(failed))
                .then(failed, reversed(0, Entitlement.PREMIUM, 25));
        // Told again, or in the words of an older message.
        PaymentEvent[] after = {
            PAID,
            total(9900, true),
            refund(9900, true, Entitlement.PREMIUM, 25),
            failed,
            reversed(0, Entitlement.PREMIUM, 25)
        };
        given(after).when(returning(failed)).thenNothing();
        given(after).when(returning(told(Return.REFUND, "re_1", 9900, true, 8))).thenNothing();
        // And once more, as a whole.
        ReturnTold later = new ReturnTold(
                PAYMENT, "pi_1", Return.TOTAL, "ch_1", 9900, "EUR", true, true, Instant.ofEpochSecond(10));
        given(after).when(returning(later)).then(later, refund(9900, true, Entitlement.PREMIUM, 25));
    }

    @Test
    void aLostDisputeIsLikeARefundUntilItIsWonAfterAll() {
        ReturnTold lost = told(Return.DISPUTE, "dp_1", 9900, true, 1);
        ReturnTold won = told(Return.DISPUTE, "dp_1", 9900, false, 2);
        given(PAID).when(returning(lost)).then(lost, refund(9900, true, Entitlement.PREMIUM, 25));
        given(PAID, lost, refund(9900, true, Entitlement.PREMIUM, 25))
                .when(returning(won))
                .then(won, reversed(0, Entitlement.PREMIUM, 25));
        given(PAID).when(returning(won)).then(won);
        given(PAID, won).when(returning(lost)).thenNothing();
    }

    @Test
    void whatIsHeardOfMoneyThatWentBackBeforeItsPaymentCountsOnceThatIsHeard() {
        PaymentPutAside unknown =
                new PaymentPutAside(PAYMENT, "pi_1", "charge.refunded", Aside.PAYMENT_UNKNOWN, 9900L, "EUR", null);
        given().when(refunding(9900, true)).then(total(9900, true), unknown);
        given(total(9900, true), unknown).when(success()).then(PAID, refund(9900, true, Entitlement.PREMIUM, 25));
        given(total(9900, true), unknown).when(failure()).thenNothing();
        given(total(4950, false), unknown).when(success()).then(PAID, refund(4950, false, null, 12));
    }

    @Test
    void aRefundInAnotherCurrencyIsPutAside() {
        ReturnTold dollars = new ReturnTold(PAYMENT, "pi_1", Return.TOTAL, "ch_1", 9900, "USD", true, true, null);
        PaymentPutAside aside =
                new PaymentPutAside(PAYMENT, "pi_1", "charge.refunded", Aside.OTHER_CURRENCY, 9900L, "USD", null);
        given(PAID).when(returning(dollars)).then(dollars, aside);
        given(dollars)
                .when(success())
                .then(
                        PAID,
                        new PaymentPutAside(
                                PAYMENT, "pi_1", "payment_intent.succeeded", Aside.OTHER_CURRENCY, 9900L, "USD", null));
    }

    @Test
    void whatIsPutAsideIsSoOnceAndNotAfterItsSuccess() {
        PaymentPutAside nobody = new PaymentPutAside(
                PAYMENT, "pi_1", "payment_intent.succeeded", Aside.USER_UNKNOWN, 9900L, "EUR", null);
        given().when(new PutAside(nobody)).then(nobody);
        given(nobody).when(new PutAside(nobody)).thenNothing();
        given(nobody).when(success()).then(PAID);
        given(PAID).when(new PutAside(nobody)).thenNothing();
    }

    @Test
    void refundsAsTheyWereRecordedOnceStillCount() {
        given(PAID, refund(9900, true, Entitlement.PREMIUM, 25))
                .when(refunding(9900, true))
                .thenNothing();
        given(PAID, refund(100, false, null, 0)).when(refunding(100, false)).thenNothing();
        ReturnTold part = told(Return.REFUND, "re_1", 100, true, 1);
        given(PAID, refund(4950, false, null, 0)).when(returning(part)).then(part);
        given(refund(9900, true, null, 0)).when(success()).then(PAID, refund(9900, true, Entitlement.PREMIUM, 25));
    }

    /** The same messages in any order, each once or more, end in the same. */
    @Test
    void theOrderOfMessagesChangesNothing() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<PaymentsCommand> messages = List.of(
                success(),
                failure(),
                returning(at(total(3000, false), 1)),
                returning(told(Return.REFUND, "re_1", 3000, true, 1)),
                returning(at(total(5000, false), 2)),
                returning(told(Return.REFUND, "re_2", 2000, true, 2)),
                returning(told(Return.REFUND, "re_1", 3000, false, 3)),
                returning(told(Return.DISPUTE, "dp_1", 1000, true, 4)));
        for (int run = 0; run < 500; run++) {
            List<PaymentsCommand> shuffled = new ArrayList<>(messages);
            shuffled.add(messages.get(random.nextInt(messages.size())));
            Collections.shuffle(shuffled, random);
            Payment payment = Payment.NONE;
            int credits = 0;
            for (PaymentsCommand message : shuffled) {
                if (payment.decide(message) instanceof Decision.Accepted<PaymentEvent>(var events, var _)) {
                    for (PaymentEvent event : events) {
                        payment = payment.evolve(event);
                        credits += switch (event) {
                            case PaymentSucceeded paid -> paid.credits();
                            case PaymentRefunded back -> -back.credits();
                            case RefundReversed again -> again.credits();
                            default -> 0;
                        };
                        assertThat(credits).as("seed %d", seed).isBetween(0, 25);
                    }
                }
            }
            assertThat(payment.refunded()).as("seed %d: %s", seed, shuffled).isEqualTo(new Returned.Sum(3000, false));
            assertThat(credits).as("seed %d: %s", seed, shuffled).isEqualTo(25 - 7);
        }
    }

    private static ReturnTold at(ReturnTold told, long second) {
        return new ReturnTold(
                told.paymentId(),
                told.providerId(),
                told.kind(),
                told.returnId(),
                told.amount(),
                told.currency(),
                told.stands(),
                told.whole(),
                Instant.ofEpochSecond(second));
    }

    private static ReturnTold total(long amount, boolean whole) {
        return new ReturnTold(PAYMENT, "pi_1", Return.TOTAL, "ch_1", amount, "EUR", true, whole, null);
    }

    private static ReturnTold told(Return kind, String id, long amount, boolean stands, long second) {
        return new ReturnTold(PAYMENT, "pi_1", kind, id, amount, "EUR", stands, false, Instant.ofEpochSecond(second));
    }

    private static RecordReturn returning(ReturnTold told) {
        return new RecordReturn(told, "charge.refunded");
    }

    private static RefundReversed reversed(long refunded, @Nullable Entitlement entitlement, int credits) {
        return new RefundReversed(ADA, PAYMENT, "pi_1", refunded, "EUR", entitlement, 366, credits);
    }

    private static PaymentRefunded refund(long amount, boolean whole, @Nullable Entitlement entitlement, int credits) {
        return new PaymentRefunded(ADA, PAYMENT, "pi_1", amount, "EUR", whole, entitlement, credits);
    }

    private static RecordSuccess success() {
        return new RecordSuccess(PAYMENT, ADA, YEAR, PREMIUM_YEAR);
    }

    private static RecordFailure failure() {
        return new RecordFailure(PAYMENT, ADA, YEAR, "card_declined");
    }

    private static RecordReturn refunding(long amount, boolean whole) {
        return returning(total(amount, whole));
    }

    private static Asked given(PaymentEvent... history) {
        return new Asked(Given.given(Payment.NONE, Payment::evolve, history));
    }

    private record Asked(Given<Payment, PaymentEvent> given) {

        Then<PaymentEvent> when(PaymentsCommand command) {
            return given.when(Asked::decide, command);
        }

        private static Decision<PaymentEvent> decide(Payment state, PaymentsCommand command) {
            return state.decide(command);
        }
    }
}
