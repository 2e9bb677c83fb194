package com.sexyresume.command.credits;

import com.sexyresume.command.credits.CreditsCommand.AwardCredits;
import com.sexyresume.deciding.Happened;
import com.sexyresume.events.achievements.AchievementsEvent.AchievementEarned;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import org.springframework.stereotype.Component;

/** Gives what an achievement is worth, once: the ledger's row has the id of what was earned (B07, D42). */
@Component
class WhenAchievementEarnedThenAwardCredits implements Policy<AchievementEarned> {

    @Override
    public void react(Happened<AchievementEarned> happened, Reaction reaction) {
        AchievementEarned earned = happened.event();
        if (earned.credits() > 0) {
            reaction.send(
                    "award",
                    new AwardCredits(
                            earned.userId(),
                            earned.achievementId().value(),
                            earned.credits(),
                            "achievement",
                            "Achievement: " + earned.title()));
        }
    }
}
