package com.sexyresume.command.credits;

import com.sexyresume.command.Happened;
import com.sexyresume.command.Policy;
import com.sexyresume.command.Reaction;
import com.sexyresume.command.UuidV5;
import com.sexyresume.command.credits.CreditsCommand.AwardCredits;
import com.sexyresume.events.payments.PaymentsEvent.PaymentSucceeded;
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
