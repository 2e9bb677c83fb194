package com.sexyresume.command.credits;

import com.sexyresume.command.Happened;
import com.sexyresume.command.Policy;
import com.sexyresume.command.Reaction;
import com.sexyresume.command.UuidV5;
import com.sexyresume.command.credits.CreditsCommand.ChargeCredits;
import com.sexyresume.events.payments.PaymentsEvent.PaymentRefunded;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Takes back the credits of a refunded payment, if they are still there: a balance never goes below zero (B05). */
@Component
class WhenPaymentRefundedThenChargeCredits implements Policy<PaymentRefunded> {

    @Override
    public String name() {
        return "when-payment-refunded-then-charge-credits";
    }

    @Override
    public Set<Class<? extends PaymentRefunded>> follows() {
        return Set.of(PaymentRefunded.class);
    }

    @Override
    public void react(Happened<PaymentRefunded> happened, Reaction reaction) {
        PaymentRefunded refunded = happened.event();
        if (refunded.credits() > 0) {
            reaction.send(
                    "charge",
                    new ChargeCredits(
                            refunded.userId(),
                            UuidV5.of(refunded.paymentId().value(), "refund"),
                            refunded.credits(),
                            "refund"));
        }
    }
}
