package com.sexyresume.query.payments;

import com.sexyresume.events.UserEvent;
import com.sexyresume.events.payments.PaymentsEvent.PaymentSucceeded;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralRedeemed;
import com.sexyresume.events.referrals.ReferralsEvent.RewardType;
import com.sexyresume.projections.Projector;
import com.sexyresume.projections.Recorded;
import java.sql.Timestamp;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Discounts that were earned by referrals, and the payments that used them up (T07, D60). */
@Component
class DiscountsProjector implements Projector<UserEvent> {

    static final String NAME = "discounts";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Class<? extends UserEvent>> follows() {
        return Set.of(ReferralRedeemed.class, PaymentSucceeded.class);
    }

    @Override
    public List<String> tables() {
        return List.of("discounts");
    }

    @Override
    public String sequence(Recorded<UserEvent> recorded) {
        return recorded.event().userId().toString();
    }

    @Override
    public void project(List<Recorded<UserEvent>> batch, JdbcClient rows) {
        for (Recorded<UserEvent> recorded : batch) {
            Timestamp time = Timestamp.from(recorded.time());
            switch (recorded.event()) {
                case ReferralRedeemed redeemed
                when redeemed.isRewarded() && redeemed.rewardType() == RewardType.DISCOUNT ->
                    rows.sql("INSERT INTO discounts (id, user_id, percent, source, created_at) VALUES (?, ?, ?, ?, ?)")
                            .params(
                                    redeemed.rewardId(),
                                    redeemed.userId().value(),
                                    redeemed.rewardAmount(),
                                    "referral",
                                    time)
                            .update();
                case PaymentSucceeded paid
                when paid.discount() != null ->
                    rows.sql("""
                                    UPDATE discounts
                                    SET used_at = ?, payment_id = ?
                                    WHERE id = ? AND user_id = ? AND used_at IS NULL
                                    """)
                            .params(
                                    time,
                                    paid.paymentId().value(),
                                    paid.discount(),
                                    paid.userId().value())
                            .update();
                default -> {}
            }
        }
    }
}
