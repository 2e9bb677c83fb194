package com.sexyresume.command.enhancements;

import com.sexyresume.command.enhancements.EnhancementsCommand.FailEnhancement;
import com.sexyresume.deciding.Happened;
import com.sexyresume.events.credits.CreditsEvent.ChargeRefused;
import com.sexyresume.events.credits.CreditsEvent.Purpose;
import com.sexyresume.events.enhancements.EnhancementId;
import com.sexyresume.language.ModelUsage;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import org.springframework.stereotype.Component;

/** Ends an enhancement that its user cannot pay. */
@Component
class WhenChargeRefusedThenFailEnhancement implements Policy<ChargeRefused> {

    @Override
    public void react(Happened<ChargeRefused> happened, Reaction reaction) {
        ChargeRefused refused = happened.event();
        if (refused.purpose() == Purpose.ENHANCEMENT) {
            reaction.send(
                    "fail",
                    new FailEnhancement(
                            new EnhancementId(refused.chargeId()),
                            "insufficient-credits",
                            false,
                            ModelUsage.NONE,
                            null));
        }
    }
}
