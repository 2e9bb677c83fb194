package com.sexyresume.command.credits;

import com.sexyresume.command.credits.CreditsCommand.AwardCredits;
import com.sexyresume.deciding.Happened;
import com.sexyresume.events.payments.PaymentsEvent.PaymentSucceeded;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import com.sexyresume.sending.UuidV5;
import org.springframework.stereotype.Component;

/** Gives the credits that were paid for. */
@Component
class WhenPaymentSucceededThenAwardCredits implements Policy<PaymentSucceeded> {

    @Override
    public void react(Happened<PaymentSucceeded> happened, Reaction reaction) {
        PaymentSucceeded paid = happened.event();
        if (paid.credits() > 0) {
            reaction.send(
                    "award",
                    new AwardCredits(
                            paid.userId(),
                            UuidV5.of(paid.paymentId().value(), "credits"),
                            paid.credits(),
                            "payment",
                            null));
        }
    }
}
