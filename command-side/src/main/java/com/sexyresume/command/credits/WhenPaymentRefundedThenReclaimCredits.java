package com.sexyresume.command.credits;

import com.sexyresume.command.credits.CreditsCommand.AwardCredits;
import com.sexyresume.command.credits.CreditsCommand.ReclaimCredits;
import com.sexyresume.deciding.Happened;
import com.sexyresume.events.payments.PaymentsEvent.PaymentFailed;
import com.sexyresume.events.payments.PaymentsEvent.PaymentRefunded;
import com.sexyresume.events.payments.PaymentsEvent.PaymentSucceeded;
import com.sexyresume.events.payments.PaymentsEvent.RefundReversed;
import com.sexyresume.events.payments.PaymentsEvent.UserPaymentEvent;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import com.sexyresume.sending.UuidV5;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Takes back the credits of a refunded payment, whether they are still there or have been spent and are owed, and gives
 * them again when the refund fails.
 */
@Component
class WhenPaymentRefundedThenReclaimCredits implements Policy<UserPaymentEvent> {

    /** What it was called first, when it charged. */
    @Override
    public String name() {
        return "when-payment-refunded-then-charge-credits";
    }

    @Override
    public Set<Class<? extends UserPaymentEvent>> follows() {
        return Set.of(PaymentRefunded.class, RefundReversed.class);
    }

    @Override
    public void react(Happened<UserPaymentEvent> happened, Reaction reaction) {
        // A payment may be refunded in parts: each has a row of the ledger.
        String row = "refund:" + happened.version();
        switch (happened.event()) {
            case PaymentRefunded refunded -> {
                if (refunded.credits() > 0) {
                    reaction.send(
                            "charge",
                            new ReclaimCredits(
                                    refunded.userId(),
                                    UuidV5.of(refunded.paymentId().value(), row),
                                    refunded.credits(),
                                    "refund"));
                }
            }
            case RefundReversed again -> {
                if (again.credits() > 0) {
                    reaction.send(
                            "award",
                            new AwardCredits(
                                    again.userId(),
                                    UuidV5.of(again.paymentId().value(), row),
                                    again.credits(),
                                    "refund-reversed",
                                    null));
                }
            }
            case PaymentSucceeded _, PaymentFailed _ ->
                throw new IllegalStateException("Nobody asked for " + happened.event());
        }
    }
}
