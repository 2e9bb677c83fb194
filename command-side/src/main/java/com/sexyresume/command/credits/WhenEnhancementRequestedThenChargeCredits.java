package com.sexyresume.command.credits;

import com.sexyresume.command.credits.CreditsCommand.ChargeCredits;
import com.sexyresume.deciding.Happened;
import com.sexyresume.events.credits.CreditsEvent.Purpose;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementRequested;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import org.springframework.stereotype.Component;

/** Charges what an enhancement costs, under its own id; it begins when the credits are spent. */
@Component
class WhenEnhancementRequestedThenChargeCredits implements Policy<EnhancementRequested> {

    @Override
    public void react(Happened<EnhancementRequested> happened, Reaction reaction) {
        EnhancementRequested requested = happened.event();
        if (requested.cost() > 0) {
            reaction.send(
                    "charge",
                    new ChargeCredits(
                            requested.userId(),
                            requested.enhancementId().value(),
                            requested.cost(),
                            Purpose.ENHANCEMENT));
        }
    }
}
