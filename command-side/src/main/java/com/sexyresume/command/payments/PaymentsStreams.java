package com.sexyresume.command.payments;

import com.sexyresume.deciding.StreamType;
import com.sexyresume.events.payments.PaymentsEvent.EntitlementEvent;
import com.sexyresume.events.payments.PaymentsEvent.PaymentEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The streams of payments and entitlements. */
@Configuration
class PaymentsStreams {

    /** One of each payment. */
    static final StreamType<Payment, PaymentsCommand, PaymentEvent> PAYMENT = StreamType.of(
            "payment", PaymentsCommand.class, PaymentEvent.class, Payment.NONE, Payment::decide, Payment::evolve);

    /** One of each user. */
    static final StreamType<Grants, EntitlementsCommand, EntitlementEvent> ENTITLEMENTS = StreamType.of(
            "entitlements",
            EntitlementsCommand.class,
            EntitlementEvent.class,
            Grants.NONE,
            Grants::decide,
            Grants::evolve);

    @Bean
    StreamType<?, ?, ?> paymentStreamType() {
        return PAYMENT;
    }

    @Bean
    StreamType<?, ?, ?> entitlementsStreamType() {
        return ENTITLEMENTS;
    }
}
