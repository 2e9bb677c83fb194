package com.sexyresume.events.referrals;

import com.sexyresume.events.EventType;
import com.sexyresume.events.PersonalData;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.UserId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens to a referral code (T07, B08); the user is whose code it is. */
public sealed interface ReferralsEvent extends UserEvent {

    ReferralCodeId codeId();

    /** What whose code it is gets for each user who redeems it. */
    enum RewardType {
        /** So many credits. */
        CREDITS,
        /** So many percent off one purchase. */
        DISCOUNT,
        /** So many days of premium. */
        FEATURE_UNLOCK
    }

    /**
     * A code may be redeemed from now on.
     *
     * @param code 8 characters of Crockford's Base32 (F01)
     * @param maxUses at least 1
     * @param rewardAmount credits, percent or days
     * @param expiresAt exclusive, UTC; null without an end
     */
    @EventType(name = "referrals.referral-code-issued")
    record ReferralCodeIssued(
            UserId userId,
            ReferralCodeId codeId,
            String code,
            int maxUses,
            RewardType rewardType,
            int rewardAmount,
            @Nullable Instant expiresAt)
            implements ReferralsEvent {}

    /**
     * The user has given the code to somebody.
     *
     * @param email whom to
     */
    @EventType(name = "referrals.referral-sent")
    record ReferralSent(
            UserId userId,
            ReferralCodeId codeId,
            UUID invitationId,
            @PersonalData @Nullable String email) implements ReferralsEvent {}

    /** Why somebody who came brought nothing. */
    enum Withheld {
        /** Whose code it is had got as many awards that day as one user may. */
        DAILY_LIMIT,
        /** Whose code it is had no account. */
        OWNER_NOT_REGISTERED
    }

    /**
     * Somebody came by the code.
     *
     * @param referredUserId who; once in their life
     * @param use which use of the code it is, counted from 1
     * @param rewardId of what the code's user gets
     * @param rewardAmount credits, percent or days
     * @param withheld why the code's user does not get them; null when they do
     */
    @EventType(name = "referrals.referral-redeemed", revision = 2, upcasters = ReferralRedeemedFrom1.class)
    record ReferralRedeemed(
            UserId userId,
            ReferralCodeId codeId,
            String code,
            UserId referredUserId,
            int use,
            UUID rewardId,
            RewardType rewardType,
            int rewardAmount,
            @Nullable Withheld withheld)
            implements ReferralsEvent {

        public boolean isRewarded() {
            return withheld == null;
        }
    }

    /** All uses of the code are used. */
    @EventType(name = "referrals.referral-code-exhausted")
    record ReferralCodeExhausted(UserId userId, ReferralCodeId codeId) implements ReferralsEvent {}

    @EventType(name = "referrals.referral-code-deactivated")
    record ReferralCodeDeactivated(UserId userId, ReferralCodeId codeId) implements ReferralsEvent {}

    @EventType(name = "referrals.referral-code-expired")
    record ReferralCodeExpired(UserId userId, ReferralCodeId codeId) implements ReferralsEvent {}
}
