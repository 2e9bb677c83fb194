package com.sexyresume.command.payments;

import com.sexyresume.command.Decision;
import com.sexyresume.command.Given;
import com.sexyresume.command.Given.Then;
import com.sexyresume.command.payments.PaymentsCommand.Purchase;
import com.sexyresume.command.payments.PaymentsCommand.RecordFailure;
import com.sexyresume.command.payments.PaymentsCommand.RecordRefund;
import com.sexyresume.command.payments.PaymentsCommand.RecordSuccess;
import com.sexyresume.events.UserId;
import com.sexyresume.events.payments.Entitlement;
import com.sexyresume.events.payments.PaymentId;
import com.sexyresume.events.payments.PaymentsEvent.PaymentEvent;
import com.sexyresume.events.payments.PaymentsEvent.PaymentFailed;
import com.sexyresume.events.payments.PaymentsEvent.PaymentRefunded;
import com.sexyresume.events.payments.PaymentsEvent.PaymentSucceeded;
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
    private static final PaymentSucceeded PAID_FOR_NOTHING =
            new PaymentSucceeded(ADA, PAYMENT, "pi_1", 9900, "EUR", "premium-year", null, 0, 0, null);
    private static final PaymentFailed FAILED =
            new PaymentFailed(ADA, PAYMENT, "pi_1", 9900, "EUR", "premium-year", "card_declined");

    @Test
    void aSuccessCarriesWhatTheProductGives() {
        given().when(success()).then(PAID);
    }

    @Test
    void aSuccessThatIsToldAgainChangesNothing() {
        given(PAID).when(success()).thenNothing();
        given(PAID, refund(9900, true, Entitlement.PREMIUM, 25)).when(success()).thenNothing();
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
    void aWholeRefundTakesBackWhatWasGiven() {
        given(PAID).when(refunding(9900, true)).then(refund(9900, true, Entitlement.PREMIUM, 25));
    }

    @Test
    void aPartOfTheMoneyTakesNothingBack() {
        given(PAID).when(refunding(100, false)).then(refund(100, false, null, 0));
        given(PAID, refund(100, false, null, 0))
                .when(refunding(9900, true))
                .then(refund(9900, true, Entitlement.PREMIUM, 25));
    }

    @Test
    void aRefundThatIsToldAgainOrLateChangesNothing() {
        given(PAID, refund(200, false, null, 0)).when(refunding(200, false)).thenNothing();
        given(PAID, refund(200, false, null, 0)).when(refunding(100, false)).thenNothing();
    }

    @Test
    void whatWasRefundedBeforeItsSuccessWasHeardGivesNothing() {
        given().when(refunding(9900, true)).then(refund(9900, true, null, 0));
        given(refund(9900, true, null, 0)).when(success()).then(PAID_FOR_NOTHING);
        given(refund(9900, true, null, 0)).when(failure()).thenNothing();
    }

    @Test
    void aRefundOfNobodysPaymentIsToBeToldAgain() {
        given().when(new RecordRefund(PAYMENT, null, "pi_1", 100, "EUR", false)).thenRefused(new PaymentUnknown());
        given(PAID)
                .when(new RecordRefund(PAYMENT, null, "pi_1", 100, "EUR", false))
                .then(refund(100, false, null, 0));
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

    private static RecordRefund refunding(long amount, boolean whole) {
        return new RecordRefund(PAYMENT, ADA, "pi_1", amount, "EUR", whole);
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
