package com.sexyresume.query.referrals;

import com.sexyresume.events.TimeRange;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.accounts.AccountsEvent.UserErased;
import com.sexyresume.events.referrals.ReferralsEvent;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralCodeDeactivated;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralCodeExhausted;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralCodeExpired;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralCodeIssued;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralRedeemed;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralSent;
import com.sexyresume.events.referrals.ReferralsEvent.RewardType;
import com.sexyresume.projections.Projector;
import com.sexyresume.projections.Recorded;
import java.sql.Timestamp;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Codes, whom they were given to, and who came by them (T07, T28). */
@Component
class ReferralsProjector implements Projector<UserEvent> {

    static final String NAME = "referrals";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Class<? extends UserEvent>> follows() {
        return Set.of(ReferralsEvent.class, UserErased.class);
    }

    @Override
    public List<String> tables() {
        return List.of("referral_codes", "referral_invitations", "referral_conversions");
    }

    /** An erasure changes all of a user's rows. */
    @Override
    public String sequence(Recorded<UserEvent> recorded) {
        return recorded.event().userId().toString();
    }

    @Override
    public void project(List<Recorded<UserEvent>> batch, JdbcClient rows) {
        for (Recorded<UserEvent> recorded : batch) {
            switch (recorded.event()) {
                case ReferralsEvent event -> project(event, recorded, rows);
                case UserErased erased -> erase(erased, recorded, rows);
                default -> {}
            }
        }
    }

    private static void project(ReferralsEvent event, Recorded<UserEvent> recorded, JdbcClient rows) {
        switch (event) {
            case ReferralCodeIssued issued -> issue(issued, recorded, rows);
            case ReferralSent sent -> {
                rows.sql("""
                                INSERT INTO referral_invitations (id, user_id, code_id, email, created_at)
                                VALUES (:id, :user, :code, :email, :time)
                                """)
                        .param("id", sent.invitationId())
                        .param("user", sent.userId().value())
                        .param("code", sent.codeId().value())
                        .param("email", sent.email())
                        .param("time", Timestamp.from(recorded.time()))
                        .update();
                update(recorded, rows, "sent_count = sent_count + 1").update();
            }
            case ReferralRedeemed redeemed -> {
                convert(redeemed, recorded, rows);
                update(recorded, rows, "usage_count = :use")
                        .param("use", redeemed.use())
                        .update();
            }
            case ReferralCodeExhausted _ -> end(recorded, rows, "exhaustion");
            case ReferralCodeDeactivated _ -> end(recorded, rows, "deactivation");
            case ReferralCodeExpired _ -> end(recorded, rows, "expiry");
        }
    }

    private static void issue(ReferralCodeIssued issued, Recorded<UserEvent> recorded, JdbcClient rows) {
        rows.sql("""
                        INSERT INTO referral_codes
                            (id, user_id, code, is_active, usage_count, max_uses, sent_count, reward_type, reward_amount,
                             expires_at, version, created_at, updated_at)
                        VALUES (:id, :user, :code, true, 0, :max, 0, :type, :amount, :expires, :version, :time, :time)
                        """)
                .param("id", issued.codeId().value())
                .param("user", issued.userId().value())
                .param("code", issued.code())
                .param("max", issued.maxUses())
                .param("type", name(issued.rewardType()))
                .param("amount", issued.rewardAmount())
                .param(
                        "expires",
                        issued.expiresAt() == null ? null : Timestamp.from(TimeRange.nearest(issued.expiresAt())))
                .param("version", recorded.version())
                .param("time", Timestamp.from(recorded.time()))
                .update();
    }

    private static void convert(ReferralRedeemed redeemed, Recorded<UserEvent> recorded, JdbcClient rows) {
        rows.sql("""
                        INSERT INTO referral_conversions
                            (referred_user_id, user_id, referral_code, reward_id, reward_type, reward_amount, withheld,
                             created_at)
                        VALUES (:referred, :user, :code, :reward, :type, :amount, :withheld, :time)
                        """)
                .param("referred", redeemed.referredUserId().value())
                .param("user", redeemed.userId().value())
                .param("code", redeemed.code())
                .param("reward", redeemed.rewardId())
                .param("type", name(redeemed.rewardType()))
                .param("amount", redeemed.rewardAmount())
                .param(
                        "withheld",
                        redeemed.withheld() == null
                                ? null
                                : redeemed.withheld().name().toLowerCase(Locale.ROOT))
                .param("time", Timestamp.from(recorded.time()))
                .update();
    }

    private static void end(Recorded<UserEvent> recorded, JdbcClient rows, String by) {
        update(recorded, rows, "is_active = false, ended_by = coalesce(ended_by, :by)")
                .param("by", by)
                .update();
    }

    /** The codes end with their owner; how often they were used and sent stays, under the bare id. */
    private static void erase(UserErased erased, Recorded<UserEvent> recorded, JdbcClient rows) {
        rows.sql("UPDATE referral_invitations SET email = NULL WHERE user_id = ? AND email IS NOT NULL")
                .param(erased.userId().value())
                .update();
        rows.sql("""
                        UPDATE referral_codes
                        SET is_active = false, ended_by = coalesce(ended_by, 'erasure'), updated_at = :time
                        WHERE user_id = :user AND is_active
                        """)
                .param("user", erased.userId().value())
                .param("time", Timestamp.from(recorded.time()))
                .update();
    }

    private static JdbcClient.StatementSpec update(Recorded<UserEvent> recorded, JdbcClient rows, String assignments) {
        return rows.sql("UPDATE referral_codes SET " + assignments
                        + ", version = :version, updated_at = :time WHERE id = :id")
                .param("id", ((ReferralsEvent) recorded.event()).codeId().value())
                .param("version", recorded.version())
                .param("time", Timestamp.from(recorded.time()));
    }

    static String name(RewardType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
