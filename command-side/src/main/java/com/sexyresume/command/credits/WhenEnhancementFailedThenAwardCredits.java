package com.sexyresume.command.credits;

import com.sexyresume.command.credits.CreditsCommand.AwardCredits;
import com.sexyresume.deciding.Happened;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementFailed;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import com.sexyresume.sending.UuidV5;
import org.springframework.stereotype.Component;

/** Gives back what was charged for an enhancement that nothing came of. */
@Component
class WhenEnhancementFailedThenAwardCredits implements Policy<EnhancementFailed> {

    @Override
    public void react(Happened<EnhancementFailed> happened, Reaction reaction) {
        EnhancementFailed failed = happened.event();
        if (failed.refund() > 0) {
            reaction.send(
                    "refund",
                    new AwardCredits(
                            failed.userId(),
                            UuidV5.of(failed.enhancementId().value(), "refund"),
                            failed.refund(),
                            "enhancement-refund",
                            null));
        }
    }
}
