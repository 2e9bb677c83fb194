package com.sexyresume.command.payments;

import com.sexyresume.command.payments.EntitlementsCommand.Restore;
import com.sexyresume.command.payments.EntitlementsCommand.RevokeRefunded;
import com.sexyresume.deciding.Happened;
import com.sexyresume.events.payments.GrantId;
import com.sexyresume.events.payments.PaymentsEvent.PaymentFailed;
import com.sexyresume.events.payments.PaymentsEvent.PaymentRefunded;
import com.sexyresume.events.payments.PaymentsEvent.PaymentSucceeded;
import com.sexyresume.events.payments.PaymentsEvent.RefundReversed;
import com.sexyresume.events.payments.PaymentsEvent.UserPaymentEvent;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Takes back what a refunded payment gave, and gives it again when the refund fails: one policy, so in this order. */
@Component
class WhenPaymentRefundedThenRevokeEntitlement implements Policy<UserPaymentEvent> {

    @Override
    public Set<Class<? extends UserPaymentEvent>> follows() {
        return Set.of(PaymentRefunded.class, RefundReversed.class);
    }

    @Override
    public void react(Happened<UserPaymentEvent> happened, Reaction reaction) {
        UserPaymentEvent event = happened.event();
        GrantId grant = new GrantId(event.paymentId().value());
        switch (event) {
            case PaymentRefunded refunded -> {
                if (refunded.entitlement() != null) {
                    reaction.send("revoke", new RevokeRefunded(refunded.userId(), grant, refunded.entitlement()));
                }
            }
            case RefundReversed again -> {
                if (again.entitlement() != null) {
                    reaction.send(
                            "restore",
                            new Restore(
                                    again.userId(),
                                    grant,
                                    again.entitlement(),
                                    "payment",
                                    again.days(),
                                    happened.time()));
                }
            }
            case PaymentSucceeded _, PaymentFailed _ -> throw new IllegalStateException("Nobody asked for " + event);
        }
    }
}
