package com.sexyresume.command.credits;

import com.sexyresume.command.credits.CreditsCommand.AwardCredits;
import com.sexyresume.deciding.Happened;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralRedeemed;
import com.sexyresume.events.referrals.ReferralsEvent.RewardType;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import org.springframework.stereotype.Component;

/** Rewards whoever brought somebody with credits, if that is what the code promises (T07, D60). */
@Component
class WhenReferralRedeemedThenAwardCredits implements Policy<ReferralRedeemed> {

    @Override
    public void react(Happened<ReferralRedeemed> happened, Reaction reaction) {
        ReferralRedeemed redeemed = happened.event();
        if (redeemed.isRewarded() && redeemed.rewardType() == RewardType.CREDITS) {
            reaction.send(
                    "award",
                    new AwardCredits(
                            redeemed.userId(), redeemed.rewardId(), redeemed.rewardAmount(), "referral", null));
        }
    }
}
