package com.sexyresume.query.referrals;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.events.UserId;
import com.sexyresume.events.accounts.AccountsEvent.UserErased;
import com.sexyresume.events.referrals.ReferralCodeId;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralCodeDeactivated;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralCodeExhausted;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralCodeExpired;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralCodeIssued;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralRedeemed;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralSent;
import com.sexyresume.events.referrals.ReferralsEvent.RewardType;
import com.sexyresume.query.ProjectedRows;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** T07, T28: codes, whom they were given to, and who came by them. */
class ReferralsProjectorTest {

    private static final UserId ADA = new UserId(new UUID(1, 1));
    private static final UserId BOB = new UserId(new UUID(1, 2));
    private static final ReferralCodeId CODE = new ReferralCodeId(new UUID(2, 1));

    @RegisterExtension
    private final ProjectedRows rows = new ProjectedRows(new ReferralsProjector());

    @Test
    void aCodeThatIsUsedUpHasEnded() throws SQLException {
        rows.given(
                issued(null),
                new ReferralSent(ADA, CODE, new UUID(3, 1), "bob@example.org"),
                new ReferralRedeemed(ADA, CODE, "7K3M9QXZ", BOB, 1, new UUID(4, 1), RewardType.CREDITS, 10, null),
                new ReferralCodeExhausted(ADA, CODE),
                new ReferralCodeExpired(ADA, CODE));

        assertThat(rows.rows("referral_codes", "is_active", "ended_by", "usage_count", "sent_count", "version"))
                .containsExactly("false exhaustion 1 1 4");
        assertThat(rows.rows("referral_conversions", "referred_user_id", "reward_amount", "withheld"))
                .containsExactly(BOB + " 10 -");
    }

    @Test
    void anErasedOwnersCodesEndAndNoInvitationNamesAnybody() throws SQLException {
        rows.given(
                issued(null), new ReferralSent(ADA, CODE, new UUID(3, 1), "bob@example.org"), new UserErased(ADA, ADA));

        assertThat(rows.rows("referral_codes", "is_active", "ended_by", "sent_count"))
                .containsExactly("false erasure 1");
        assertThat(rows.rows("referral_invitations", "user_id", "email")).containsExactly(ADA + " -");
    }

    @Test
    void aCodeThatHadEndedBeforeItsOwnerSaysWhy() throws SQLException {
        rows.given(issued(null), new ReferralCodeDeactivated(ADA, CODE), new UserErased(ADA, ADA));

        assertThat(rows.rows("referral_codes", "ended_by")).containsExactly("deactivation");
    }

    /** Ends that were recorded before there was a range of times. */
    @Test
    void aCodeBeyondTheRangeLastsToItsEnd() throws SQLException {
        rows.given(issued(Instant.MAX));

        assertThat(rows.rows("referral_codes", "expires_at AT TIME ZONE 'UTC'"))
                .containsExactly("9999-12-31 23:59:59.999999");
    }

    private static ReferralCodeIssued issued(@Nullable Instant expires) {
        return new ReferralCodeIssued(ADA, CODE, "7K3M9QXZ", 1, RewardType.CREDITS, 10, expires);
    }
}
