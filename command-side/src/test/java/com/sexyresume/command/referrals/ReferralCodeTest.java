package com.sexyresume.command.referrals;

import static org.assertj.core.api.Assertions.assertThat;

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
import com.sexyresume.deciding.Given;
import com.sexyresume.deciding.Given.Then;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.events.Claim;
import com.sexyresume.events.TimeRange;
import com.sexyresume.events.UserId;
import com.sexyresume.events.referrals.ReferralCodeId;
import com.sexyresume.events.referrals.ReferralsEvent;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralCodeDeactivated;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralCodeExhausted;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralCodeExpired;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralCodeIssued;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralRedeemed;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralSent;
import com.sexyresume.events.referrals.ReferralsEvent.RewardType;
import com.sexyresume.events.referrals.ReferralsEvent.Withheld;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** T07, T28, F01, B08, D01, D02, D60. */
class ReferralCodeTest {

    private static final UserId ADA = new UserId(UUID.fromString("11111111-1111-4111-8111-111111111111"));
    private static final UserId GRACE = new UserId(UUID.fromString("22222222-2222-4222-8222-222222222222"));
    private static final CodeText CODE = new CodeText("7K3M9QXZ");
    private static final ReferralCodeId ID = CODE.id();
    private static final UUID REWARD = new UUID(0, 7);
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));
    private static final Terms TWICE = new Terms(2, RewardType.CREDITS, 10, TOMORROW);

    private static final ReferralCodeIssued ISSUED =
            new ReferralCodeIssued(ADA, ID, "7K3M9QXZ", 2, RewardType.CREDITS, 10, TOMORROW);

    @Test
    void aDrawnCodeHasEightCharactersThatNobodyMistakes() {
        Set<String> drawn = new HashSet<>();
        for (int draw = 0; draw < 1_000; draw++) {
            drawn.add(CodeText.drawn().value());
        }
        assertThat(drawn).hasSize(1_000).allMatch(code -> code.matches("[0-9A-HJKMNP-TV-Z]{8}"));
    }

    @Test
    void whatPeopleTypeIsReadKindly() {
        assertThat(CodeText.typed(" 7k3m-9qxz ")).isEqualTo(CODE);
        assertThat(CodeText.typed("oil0")).isEqualTo(new CodeText("0110"));
    }

    @Test
    void aCodeIsIssuedOnce() {
        given().when(issue(ADA)).then(ISSUED);
        given(ISSUED).when(issue(GRACE)).thenRefused(new ReferralCodeTaken());
    }

    @Test
    void aCodeEndsWithinWhatCanBeRecorded() {
        given().when(new IssueReferralCode(CODE, ADA, new Terms(2, RewardType.CREDITS, 10, Instant.MAX), NOW))
                .then(new ReferralCodeIssued(ADA, ID, "7K3M9QXZ", 2, RewardType.CREDITS, 10, TimeRange.LATEST));
    }

    @Test
    void whoRedeemsTakesTheClaimOfTheirLife() {
        given(ISSUED)
                .when(redeem(GRACE, NOW))
                .then(redeemed(GRACE, 1))
                .claiming(Claim.take("referred", GRACE.toString()));
    }

    @Test
    void whoComesWithoutAnAwardIsCountedAllTheSame() {
        given(ISSUED)
                .when(new RedeemReferral(CODE, GRACE, REWARD, Withheld.DAILY_LIMIT, NOW))
                .then(new ReferralRedeemed(
                        ADA, ID, "7K3M9QXZ", GRACE, 1, REWARD, RewardType.CREDITS, 10, Withheld.DAILY_LIMIT))
                .claiming(Claim.take("referred", GRACE.toString()));
    }

    @Test
    void theLastUseExhaustsTheCode() {
        given(ISSUED, redeemed(GRACE, 1))
                .when(redeem(user(3), NOW))
                .then(redeemed(user(3), 2), new ReferralCodeExhausted(ADA, ID));
        given(ISSUED, redeemed(GRACE, 1), redeemed(user(3), 2), new ReferralCodeExhausted(ADA, ID))
                .when(redeem(user(4), NOW))
                .thenRefused(new ReferralCodeNotUsable("exhausted"));
    }

    @Test
    void nobodyComesTwiceByTheSameCode() {
        given(ISSUED, redeemed(GRACE, 1)).when(redeem(GRACE, NOW)).thenRefused(new AlreadyReferred());
    }

    @Test
    void nobodyComesByTheirOwnCode() {
        given(ISSUED).when(redeem(ADA, NOW)).thenRefused(new SelfReferral());
    }

    @Test
    void aCodeThatThereIsNotCannotBeRedeemed() {
        given().when(redeem(GRACE, NOW)).thenRefused(new NoSuchThing("referral code"));
    }

    @Test
    void aCodeEndsAtItsTimeWhetherOrNotItsExpiryIsRecorded() {
        given(ISSUED).when(redeem(GRACE, TOMORROW)).thenRefused(new ReferralCodeNotUsable("expired"));
        given(ISSUED).when(new ExpireReferralCode(CODE, TOMORROW.minusNanos(1))).thenNothing();
        given(ISSUED).when(new ExpireReferralCode(CODE, TOMORROW)).then(new ReferralCodeExpired(ADA, ID));
        given(ISSUED, new ReferralCodeExpired(ADA, ID))
                .when(new ExpireReferralCode(CODE, TOMORROW))
                .thenNothing();
    }

    @Test
    void aDeactivatedCodeCannotBeRedeemed() {
        given(ISSUED).when(new DeactivateReferralCode(CODE, ADA)).then(new ReferralCodeDeactivated(ADA, ID));
        given(ISSUED, new ReferralCodeDeactivated(ADA, ID))
                .when(redeem(GRACE, NOW))
                .thenRefused(new ReferralCodeNotUsable("inactive"));
        given(ISSUED, new ReferralCodeDeactivated(ADA, ID))
                .when(new DeactivateReferralCode(CODE, ADA))
                .thenNothing();
    }

    @Test
    void aCodeIsSentAndDeactivatedByItsUserAlone() {
        UUID invitation = new UUID(0, 9);
        given(ISSUED)
                .when(new SendReferral(CODE, ADA, invitation, "grace@example.org", NOW))
                .then(new ReferralSent(ADA, ID, invitation, "grace@example.org"));
        given(ISSUED)
                .when(new SendReferral(CODE, GRACE, invitation, "ada@example.org", NOW))
                .thenRefused(new NoSuchThing("referral code"));
        given(ISSUED).when(new DeactivateReferralCode(CODE, GRACE)).thenRefused(new NoSuchThing("referral code"));
        given(ISSUED)
                .when(new SendReferral(CODE, ADA, invitation, "grace@example.org", TOMORROW))
                .thenRefused(new ReferralCodeNotUsable("expired"));
    }

    private static UserId user(int number) {
        return new UserId(new UUID(0, number));
    }

    private static IssueReferralCode issue(UserId user) {
        return new IssueReferralCode(CODE, user, TWICE, NOW);
    }

    private static RedeemReferral redeem(UserId user, Instant at) {
        return new RedeemReferral(CODE, user, REWARD, null, at);
    }

    private static ReferralRedeemed redeemed(UserId user, int use) {
        return new ReferralRedeemed(ADA, ID, "7K3M9QXZ", user, use, REWARD, RewardType.CREDITS, 10, null);
    }

    private static Asked given(ReferralsEvent... history) {
        return new Asked(Given.given(ReferralCode.NONE, ReferralCode::evolve, history));
    }

    private record Asked(Given<ReferralCode, ReferralsEvent> given) {

        Then<ReferralsEvent> when(ReferralsCommand command) {
            return given.when(Asked::decide, command);
        }

        private static Decision<ReferralsEvent> decide(ReferralCode state, ReferralsCommand command) {
            return state.decide(command);
        }
    }
}
