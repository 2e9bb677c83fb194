package com.sexyresume.command.payments;

import com.sexyresume.command.payments.EntitlementsCommand.Expire;
import com.sexyresume.deciding.Happened;
import com.sexyresume.events.payments.PaymentsEvent.EntitlementGranted;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Ends a grant when its time has come, so that the end is an event, and rows need no clock. */
@Component
class WhenEntitlementGrantedThenExpire implements Policy<EntitlementGranted> {

    @Override
    public void react(Happened<EntitlementGranted> happened, Reaction reaction) {
        if (happened.event().validUntil() != null) {
            reaction.remind(happened.event().validUntil());
        }
    }

    @Override
    public void due(Happened<EntitlementGranted> happened, Reaction reaction) {
        EntitlementGranted granted = happened.event();
        reaction.send(
                "expire",
                new Expire(granted.userId(), granted.grantId(), Objects.requireNonNull(granted.validUntil())));
    }
}
