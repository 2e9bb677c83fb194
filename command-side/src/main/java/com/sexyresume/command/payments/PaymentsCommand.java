package com.sexyresume.command.payments;

import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.StreamId;
import com.sexyresume.events.UserId;
import com.sexyresume.events.payments.PaymentId;
import com.sexyresume.events.payments.PaymentsEvent.PaymentPutAside;
import com.sexyresume.events.payments.PaymentsEvent.ReturnTold;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the payment provider tells of one payment, in any order and any number of times. */
sealed interface PaymentsCommand extends Command {

    /** The reason of a failure that the provider gives no code for. */
    String REASON_UNKNOWN = "unknown";

    PaymentId paymentId();

    @Override
    default StreamId stream() {
        return PaymentsStreams.PAYMENT.of(paymentId());
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

    /** Money went back: a part or all of it, in one of the ways in which the provider tells it. */
    record RecordReturn(ReturnTold told, String messageType) implements PaymentsCommand {

        @Override
        public PaymentId paymentId() {
            return told.paymentId();
        }
    }

    /** A message about money has no effect, and telling it again would not help. */
    record PutAside(PaymentPutAside aside) implements PaymentsCommand {

        @Override
        public PaymentId paymentId() {
            return aside.paymentId();
        }
    }
}
