package com.sexyresume.command.referrals;

import com.sexyresume.command.referrals.ReferralsRefusal.AlreadyReferred;
import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.Rejection;
import com.sexyresume.deciding.StreamId;
import com.sexyresume.events.UserId;
import com.sexyresume.events.referrals.ReferralCodeId;
import com.sexyresume.events.referrals.ReferralsEvent.RewardType;
import com.sexyresume.events.referrals.ReferralsEvent.Withheld;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may be asked of a referral code. */
sealed interface ReferralsCommand extends Command {

    CodeText code();

    default ReferralCodeId codeId() {
        return code().id();
    }

    @Override
    default StreamId stream() {
        return streamOf(codeId());
    }

    @Override
    default @Nullable Rejection whenTaken(String kind) {
        return kind.equals(ReferralCode.CLAIM) ? new AlreadyReferred() : null;
    }

    static StreamId streamOf(ReferralCodeId code) {
        return ReferralsStreams.CODE.of(code);
    }

    /**
     * What a code promises.
     *
     * @param expiresAt exclusive, UTC; null without an end
     */
    record Terms(
            int maxUses,
            RewardType rewardType,
            int rewardAmount,
            @Nullable Instant expiresAt) {}

    /** Makes a code the user's, if it is nobody's yet. */
    record IssueReferralCode(CodeText code, UserId userId, Terms terms, Instant at) implements ReferralsCommand {}

    record SendReferral(CodeText code, UserId userId, UUID invitationId, String email, Instant at)
            implements ReferralsCommand {}

    /**
     * Somebody says by whose code they came.
     *
     * @param withheld why the code's user gets nothing for it; null when they do
     * @param at now, UTC
     */
    record RedeemReferral(
            CodeText code,
            UserId referredUserId,
            UUID rewardId,
            @Nullable Withheld withheld,
            Instant at) implements ReferralsCommand {}

    record DeactivateReferralCode(CodeText code, UserId userId) implements ReferralsCommand {}

    /**
     * The code's time has come.
     *
     * @param at now, UTC
     */
    record ExpireReferralCode(CodeText code, Instant at) implements ReferralsCommand {}
}
