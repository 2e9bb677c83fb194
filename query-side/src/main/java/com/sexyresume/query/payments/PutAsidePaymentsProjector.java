package com.sexyresume.query.payments;

import com.sexyresume.events.payments.PaymentsEvent.PaymentEvent;
import com.sexyresume.events.payments.PaymentsEvent.PaymentPutAside;
import com.sexyresume.events.payments.PaymentsEvent.PaymentSucceeded;
import com.sexyresume.projections.Projector;
import com.sexyresume.projections.Recorded;
import java.sql.Timestamp;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Messages about money from which nothing followed yet (T24): a payment that succeeds after all is none of them. */
@Component
class PutAsidePaymentsProjector implements Projector<PaymentEvent> {

    static final String NAME = "put-aside-payments";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Class<? extends PaymentEvent>> follows() {
        return Set.of(PaymentPutAside.class, PaymentSucceeded.class);
    }

    @Override
    public List<String> tables() {
        return List.of("put_aside_payments");
    }

    @Override
    public void project(List<Recorded<PaymentEvent>> batch, JdbcClient rows) {
        for (Recorded<PaymentEvent> recorded : batch) {
            switch (recorded.event()) {
                case PaymentPutAside aside ->
                    rows.sql("""
                                    INSERT INTO put_aside_payments
                                        (payment_id, reason, provider_id, message_type, amount, currency, product,
                                         version, created_at)
                                    VALUES (:id, :reason, :provider, :type, :amount, :currency, :product, :version,
                                            :time)
                                    """)
                            .param("id", aside.paymentId().value())
                            .param("reason", aside.why().name().toLowerCase(Locale.ROOT))
                            .param("provider", aside.providerId())
                            .param("type", aside.messageType())
                            .param("amount", aside.amount())
                            .param("currency", aside.currency())
                            .param("product", aside.product())
                            .param("version", recorded.version())
                            .param("time", Timestamp.from(recorded.time()))
                            .update();
                case PaymentSucceeded paid ->
                    rows.sql("DELETE FROM put_aside_payments WHERE payment_id = ?")
                            .param(paid.paymentId().value())
                            .update();
                default -> {}
            }
        }
    }
}
