package com.sexyresume.command.payments;

import com.sexyresume.command.Command;
import com.sexyresume.command.StreamId;
import com.sexyresume.events.UserId;
import com.sexyresume.events.payments.PaymentId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the payment provider tells of one payment, in any order and any number of times. */
sealed interface PaymentsCommand extends Command {

    PaymentId paymentId();

    @Override
    default StreamId stream() {
        return StreamId.of("payment", paymentId());
    }

    /**
     * What was bought, at which price: minor units, and ISO 4217 in upper case.
     *
     * @param discount which of the user's discounts was used, null for none
     */
    record Purchase(
            String providerId,
            long amount,
            String currency,
            String product,
            @Nullable UUID discount) {}

    /**
     * The payment was made.
     *
     * @param gives what the product gives by the price list of this moment
     */
    record RecordSuccess(PaymentId paymentId, UserId userId, Purchase purchase, Product gives)
            implements PaymentsCommand {}

    /**
     * The payment was tried and not made.
     *
     * @param reason the provider's code
     */
    record RecordFailure(PaymentId paymentId, UserId userId, Purchase purchase, String reason)
            implements PaymentsCommand {}

    /**
     * Money was given back.
     *
     * @param userId null when the provider does not say whose payment it was
     * @param refunded in all so far, minor units
     * @param whole whether that is all of it
     */
    record RecordRefund(
            PaymentId paymentId,
            @Nullable UserId userId,
            String providerId,
            long refunded,
            String currency,
            boolean whole)
            implements PaymentsCommand {}
}
