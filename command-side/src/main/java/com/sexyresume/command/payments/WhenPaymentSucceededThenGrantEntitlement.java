package com.sexyresume.command.payments;

import com.sexyresume.command.payments.EntitlementsCommand.GrantFor;
import com.sexyresume.deciding.Happened;
import com.sexyresume.events.payments.GrantId;
import com.sexyresume.events.payments.PaymentsEvent.PaymentSucceeded;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import org.springframework.stereotype.Component;

/** Gives what was paid for; the grant has the payment's id, so that a refund finds it. */
@Component
class WhenPaymentSucceededThenGrantEntitlement implements Policy<PaymentSucceeded> {

    @Override
    public void react(Happened<PaymentSucceeded> happened, Reaction reaction) {
        PaymentSucceeded paid = happened.event();
        if (paid.entitlement() != null) {
            reaction.send(
                    "grant",
                    new GrantFor(
                            paid.userId(),
                            new GrantId(paid.paymentId().value()),
                            paid.entitlement(),
                            "payment",
                            paid.days(),
                            happened.time()));
        }
    }
}
