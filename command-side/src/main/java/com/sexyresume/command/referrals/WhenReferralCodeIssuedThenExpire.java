package com.sexyresume.command.referrals;

import com.sexyresume.command.referrals.ReferralsCommand.ExpireReferralCode;
import com.sexyresume.deciding.Happened;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralCodeIssued;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Ends a code when its time has come, so that rows need no clock. */
@Component
class WhenReferralCodeIssuedThenExpire implements Policy<ReferralCodeIssued> {

    @Override
    public void react(Happened<ReferralCodeIssued> happened, Reaction reaction) {
        if (happened.event().expiresAt() != null) {
            reaction.remind(happened.event().expiresAt());
        }
    }

    @Override
    public void due(Happened<ReferralCodeIssued> happened, Reaction reaction) {
        ReferralCodeIssued issued = happened.event();
        reaction.send(
                "expire",
                new ExpireReferralCode(new CodeText(issued.code()), Objects.requireNonNull(issued.expiresAt())));
    }
}
