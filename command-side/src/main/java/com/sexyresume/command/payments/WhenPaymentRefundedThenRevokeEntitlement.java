package com.sexyresume.command.payments;

import com.sexyresume.command.Happened;
import com.sexyresume.command.Policy;
import com.sexyresume.command.Reaction;
import com.sexyresume.command.payments.EntitlementsCommand.Revoke;
import com.sexyresume.events.payments.GrantId;
import com.sexyresume.events.payments.PaymentsEvent.PaymentRefunded;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Takes back what a refunded payment gave. */
@Component
class WhenPaymentRefundedThenRevokeEntitlement implements Policy<PaymentRefunded> {

    @Override
    public String name() {
        return "when-payment-refunded-then-revoke-entitlement";
    }

    @Override
    public Set<Class<? extends PaymentRefunded>> follows() {
        return Set.of(PaymentRefunded.class);
    }

    @Override
    public void react(Happened<PaymentRefunded> happened, Reaction reaction) {
        PaymentRefunded refunded = happened.event();
        if (refunded.entitlement() != null) {
            reaction.send(
                    "revoke",
                    new Revoke(
                            refunded.userId(), new GrantId(refunded.paymentId().value()), "refund", null));
        }
    }
}
