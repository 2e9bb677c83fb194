package com.sexyresume.command.referrals;

import com.sexyresume.command.referrals.ReferralsCommand.DeactivateReferralCode;
import com.sexyresume.command.referrals.ReferralsCommand.ExpireReferralCode;
import com.sexyresume.command.referrals.ReferralsCommand.IssueReferralCode;
import com.sexyresume.command.referrals.ReferralsCommand.RedeemReferral;
import com.sexyresume.command.referrals.ReferralsCommand.SendReferral;
import com.sexyresume.command.referrals.ReferralsCommand.Terms;
import com.sexyresume.command.referrals.ReferralsRefusal.AlreadyReferred;
import com.sexyresume.command.referrals.ReferralsRefusal.ReferralCodeNotUsable;
import com.sexyresume.command.referrals.ReferralsRefusal.ReferralCodeTaken;
import com.sexyresume.command.referrals.ReferralsRefusal.SelfReferral;
import com.sexyresume.deciding.Decision;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.events.Claim;
import com.sexyresume.events.TimeRange;
import com.sexyresume.events.UserId;
import com.sexyresume.events.referrals.ReferralsEvent;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralCodeDeactivated;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralCodeExhausted;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralCodeExpired;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralCodeIssued;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralRedeemed;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralSent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A code is used at most as often as it may be, while it is active and not over, by nobody whose own it is, and each
 * user comes by one code in their life (B08, D60): whoever redeems takes the claim {@code referred:<user>}, whichever
 * code it is.
 *
 * @param owner null while nobody has the code
 * @param terms null while nobody has the code
 * @param referred who has redeemed it
 * @param closed deactivated or expired
 */
record ReferralCode(@Nullable UserId owner, @Nullable Terms terms, Set<UserId> referred, boolean closed) {

    ReferralCode {
        referred = Set.copyOf(referred);
    }

    /** The kind of the claim that a user is who came by a code. */
    static final String CLAIM = "referred";

    static final ReferralCode NONE = new ReferralCode(null, null, Set.of(), false);

    Decision<ReferralsEvent> decide(ReferralsCommand command) {
        return switch (command) {
            case IssueReferralCode issue -> {
                if (owner != null) {
                    yield Decision.refuse(new ReferralCodeTaken());
                }
                Terms wanted = issue.terms();
                yield wanted.expiresAt() != null && !issue.at().isBefore(wanted.expiresAt())
                        ? Decision.refuse(new ReferralCodeNotUsable("expired"))
                        : Decision.accept(new ReferralCodeIssued(
                                issue.userId(),
                                issue.codeId(),
                                issue.code().value(),
                                wanted.maxUses(),
                                wanted.rewardType(),
                                wanted.rewardAmount(),
                                wanted.expiresAt() == null ? null : TimeRange.nearest(wanted.expiresAt())));
            }
            case SendReferral send -> {
                if (!send.userId().equals(owner)) {
                    yield Decision.refuse(new NoSuchThing("referral code"));
                }
                String why = whyNot(send.at());
                yield why == null
                        ? Decision.accept(
                                new ReferralSent(send.userId(), send.codeId(), send.invitationId(), send.email()))
                        : Decision.refuse(new ReferralCodeNotUsable(why));
            }
            case RedeemReferral redeem -> redeem(redeem);
            case DeactivateReferralCode(var code, var userId) -> {
                if (!userId.equals(owner)) {
                    yield Decision.refuse(new NoSuchThing("referral code"));
                }
                yield closed ? Decision.nothing() : Decision.accept(new ReferralCodeDeactivated(userId, code.id()));
            }
            case ExpireReferralCode(var code, var at) ->
                owner == null || closed || !isOver(at)
                        ? Decision.nothing()
                        : Decision.accept(new ReferralCodeExpired(owner, code.id()));
        };
    }

    private Decision<ReferralsEvent> redeem(RedeemReferral redeem) {
        if (owner == null || terms == null) {
            return Decision.refuse(new NoSuchThing("referral code"));
        }
        if (owner.equals(redeem.referredUserId())) {
            return Decision.refuse(new SelfReferral());
        }
        // A claim that this stream holds is no obstacle to it.
        if (referred.contains(redeem.referredUserId())) {
            return Decision.refuse(new AlreadyReferred());
        }
        String why = whyNot(redeem.at());
        if (why != null) {
            return Decision.refuse(new ReferralCodeNotUsable(why));
        }
        int use = referred.size() + 1;
        List<ReferralsEvent> events = new ArrayList<>();
        events.add(new ReferralRedeemed(
                owner,
                redeem.codeId(),
                redeem.code().value(),
                redeem.referredUserId(),
                use,
                redeem.rewardId(),
                terms.rewardType(),
                terms.rewardAmount(),
                redeem.withheld()));
        if (use == terms.maxUses()) {
            events.add(new ReferralCodeExhausted(owner, redeem.codeId()));
        }
        return new Decision.Accepted<>(
                events, List.of(Claim.take(CLAIM, redeem.referredUserId().toString())));
    }

    private @Nullable String whyNot(Instant at) {
        if (isOver(at)) {
            return "expired";
        }
        if (closed) {
            return "inactive";
        }
        return terms != null && referred.size() >= terms.maxUses() ? "exhausted" : null;
    }

    private boolean isOver(Instant at) {
        return terms != null && terms.expiresAt() != null && !at.isBefore(terms.expiresAt());
    }

    ReferralCode evolve(ReferralsEvent event) {
        return switch (event) {
            case ReferralCodeIssued issued ->
                new ReferralCode(
                        issued.userId(),
                        new Terms(issued.maxUses(), issued.rewardType(), issued.rewardAmount(), issued.expiresAt()),
                        Set.of(),
                        false);
            case ReferralRedeemed redeemed -> {
                Set<UserId> after = new HashSet<>(referred);
                after.add(redeemed.referredUserId());
                yield new ReferralCode(owner, terms, after, closed);
            }
            case ReferralSent _, ReferralCodeExhausted _ -> this;
            case ReferralCodeDeactivated _, ReferralCodeExpired _ -> new ReferralCode(owner, terms, referred, true);
        };
    }
}
