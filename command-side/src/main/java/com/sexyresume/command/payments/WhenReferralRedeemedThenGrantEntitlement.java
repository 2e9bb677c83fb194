package com.sexyresume.command.payments;

import com.sexyresume.command.payments.EntitlementsCommand.GrantFor;
import com.sexyresume.deciding.Happened;
import com.sexyresume.events.payments.Entitlement;
import com.sexyresume.events.payments.GrantId;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralRedeemed;
import com.sexyresume.events.referrals.ReferralsEvent.RewardType;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import org.springframework.stereotype.Component;

/** Rewards whoever brought somebody with days of premium, if that is what the code promises (T07, D60). */
@Component
class WhenReferralRedeemedThenGrantEntitlement implements Policy<ReferralRedeemed> {

    @Override
    public void react(Happened<ReferralRedeemed> happened, Reaction reaction) {
        ReferralRedeemed redeemed = happened.event();
        if (redeemed.isRewarded() && redeemed.rewardType() == RewardType.FEATURE_UNLOCK) {
            reaction.send(
                    "grant",
                    new GrantFor(
                            redeemed.userId(),
                            new GrantId(redeemed.rewardId()),
                            Entitlement.PREMIUM,
                            "referral",
                            redeemed.rewardAmount(),
                            happened.time()));
        }
    }
}
