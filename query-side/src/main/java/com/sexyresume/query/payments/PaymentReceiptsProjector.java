package com.sexyresume.query.payments;

import com.sexyresume.events.payments.PaymentsEvent.PaymentFailed;
import com.sexyresume.events.payments.PaymentsEvent.PaymentRefunded;
import com.sexyresume.events.payments.PaymentsEvent.PaymentSucceeded;
import com.sexyresume.events.payments.PaymentsEvent.RefundReversed;
import com.sexyresume.events.payments.PaymentsEvent.UserPaymentEvent;
import com.sexyresume.projections.Projector;
import com.sexyresume.projections.Recorded;
import java.sql.Timestamp;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One row of {@code payment_receipts} for each payment (T24). */
@Component
class PaymentReceiptsProjector implements Projector<UserPaymentEvent> {

    static final String NAME = "payment-receipts";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Class<? extends UserPaymentEvent>> follows() {
        return Set.of(UserPaymentEvent.class);
    }

    @Override
    public List<String> tables() {
        return List.of("payment_receipts");
    }

    @Override
    public void project(List<Recorded<UserPaymentEvent>> batch, JdbcClient rows) {
        for (Recorded<UserPaymentEvent> recorded : batch) {
            switch (recorded.event()) {
                case PaymentSucceeded paid ->
                    upsert(rows, recorded, paid.providerId(), paid.currency())
                            .param("product", paid.product())
                            .param("amount", paid.amount())
                            .param("status", "succeeded")
                            .param("failure", null)
                            .param("refunded", 0L)
                            .param("whole", false)
                            .update();
                case PaymentFailed failed ->
                    upsert(rows, recorded, failed.providerId(), failed.currency())
                            .param("product", failed.product())
                            .param("amount", failed.amount())
                            .param("status", "failed")
                            .param("failure", failed.reason())
                            .param("refunded", 0L)
                            .param("whole", false)
                            .update();
                case PaymentRefunded refunded ->
                    upsert(rows, recorded, refunded.providerId(), refunded.currency())
                            .param("product", null)
                            .param("amount", refunded.refunded())
                            .param("status", "refunded")
                            .param("failure", null)
                            .param("refunded", refunded.refunded())
                            .param("whole", refunded.whole())
                            .update();
                case RefundReversed again ->
                    rows.sql("""
                                    UPDATE payment_receipts
                                    SET status = 'succeeded', refunded_amount = ?, version = ?, updated_at = ?
                                    WHERE id = ?
                                    """)
                            .params(
                                    again.refunded(),
                                    recorded.version(),
                                    Timestamp.from(recorded.time()),
                                    again.paymentId().value())
                            .update();
            }
        }
    }

    /** A refund that comes first leaves what it knows; what was refunded as a whole stays so. */
    private static JdbcClient.StatementSpec upsert(
            JdbcClient rows, Recorded<UserPaymentEvent> recorded, String providerId, String currency) {
        return rows.sql("""
                        INSERT INTO payment_receipts AS receipt
                            (id, user_id, provider_id, product, amount, currency, status, failure, refunded_amount,
                             version, created_at, updated_at)
                        VALUES (:id, :user, :provider, :product, :amount, :currency, :status, :failure, :refunded,
                                :version, :time, :time)
                        ON CONFLICT (id) DO UPDATE
                            SET product = coalesce(excluded.product, receipt.product),
                                amount = CASE
                                             WHEN excluded.status = 'refunded' THEN greatest(receipt.amount, excluded.amount)
                                             ELSE excluded.amount END,
                                status = CASE
                                             WHEN receipt.status = 'refunded' THEN receipt.status
                                             WHEN excluded.status = 'refunded' AND NOT :whole THEN receipt.status
                                             ELSE excluded.status END,
                                failure = excluded.failure,
                                refunded_amount = greatest(receipt.refunded_amount, excluded.refunded_amount),
                                version = excluded.version,
                                updated_at = excluded.updated_at
                        """)
                .param("id", recorded.event().paymentId().value())
                .param("user", recorded.event().userId().value())
                .param("provider", providerId)
                .param("currency", currency)
                .param("version", recorded.version())
                .param("time", Timestamp.from(recorded.time()));
    }
}
