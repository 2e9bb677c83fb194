package com.sexyresume.events.payments;

import com.sexyresume.events.AccountingRecord;
import com.sexyresume.events.DomainEvent;
import com.sexyresume.events.EventType;
import com.sexyresume.events.PersonalData;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.UserId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money that was paid (T24), and what users are entitled to by it or by an administrator (T23). Amounts are in the
 * minor unit of their currency (D57).
 */
public sealed interface PaymentsEvent extends DomainEvent {

    /** What happens to one payment, of which nobody may know yet whose it is. */
    sealed interface PaymentEvent extends PaymentsEvent {

        PaymentId paymentId();

        /** The provider's id of the payment. */
        String providerId();
    }

    /** What happens to a payment of a user, who may be erased. */
    sealed interface UserPaymentEvent extends PaymentEvent, AccountingRecord {}

    /** What happens to one user's entitlements. */
    sealed interface EntitlementEvent extends PaymentsEvent, UserEvent {

        GrantId grantId();
    }

    /**
     * A payment was made (B13). It carries what the product gives, so that a later price list changes nothing of it.
     *
     * @param providerId the provider's id of the payment
     * @param amount minor units, at least 0
     * @param currency ISO 4217, upper case
     * @param product the code of what was bought
     * @param entitlement what it gives, null when it gives none; until November 2026 also null, with 0 credits, when
     *     all of it was refunded before this was heard
     * @param days for how many days the entitlement is given; 0 without an end
     * @param credits how many credits it gives, at least 0
     * @param discount which of the user's discounts it used up, null for none
     */
    @EventType(name = "payments.payment-succeeded")
    record PaymentSucceeded(
            UserId userId,
            PaymentId paymentId,
            String providerId,
            long amount,
            String currency,
            String product,
            @Nullable Entitlement entitlement,
            int days,
            int credits,
            @Nullable UUID discount)
            implements UserPaymentEvent {}

    /**
     * A payment was tried and not made; it may be made later.
     *
     * @param reason the provider's code
     */
    @EventType(name = "payments.payment-failed")
    record PaymentFailed(
            UserId userId,
            PaymentId paymentId,
            String providerId,
            long amount,
            String currency,
            String product,
            String reason)
            implements UserPaymentEvent {}

    /**
     * Money was given back.
     *
     * @param refunded of this payment so far, in all; minor units
     * @param whole whether that is all of it
     * @param entitlement what ends by it, null when nothing does
     * @param credits how many credits are taken back by it: of a part of the money the same part of them, rounded down
     */
    @EventType(name = "payments.payment-refunded")
    record PaymentRefunded(
            UserId userId,
            PaymentId paymentId,
            String providerId,
            long refunded,
            String currency,
            boolean whole,
            @Nullable Entitlement entitlement,
            int credits)
            implements UserPaymentEvent {}

    /**
     * Money that was given back is not: a refund failed, or a lost dispute was won after all.
     *
     * @param refunded of this payment now, in all; minor units
     * @param entitlement what is given again, null when nothing is
     * @param days for how many days the product gives it; 0 without an end
     * @param credits how many credits are given again
     */
    @EventType(name = "payments.refund-reversed")
    record RefundReversed(
            UserId userId,
            PaymentId paymentId,
            String providerId,
            long refunded,
            String currency,
            @Nullable Entitlement entitlement,
            int days,
            int credits)
            implements UserPaymentEvent {}

    /** How the provider tells of money that went back. */
    enum Return {
        /** All that was refunded of a charge so far. */
        TOTAL,
        /** One refund. */
        REFUND,
        /** One dispute. */
        DISPUTE
    }

    /**
     * The provider told of money that went back, maybe before it told of the payment.
     *
     * @param returnId the provider's id of the charge, the refund or the dispute
     * @param amount minor units
     * @param currency ISO 4217, upper case
     * @param stands false for a refund that failed and for a dispute that was not lost
     * @param whole whether the provider says that it is all of the payment
     * @param toldAt the time of the provider's message, null when it has none
     */
    @EventType(name = "payments.return-told")
    record ReturnTold(
            PaymentId paymentId,
            String providerId,
            Return kind,
            String returnId,
            long amount,
            String currency,
            boolean stands,
            boolean whole,
            @Nullable Instant toldAt)
            implements PaymentEvent {}

    /** Why a message about money had no effect. */
    enum Aside {
        /** Its metadata names no user: most likely another application's payment. */
        USER_UNKNOWN,
        /** The price list has no such product. */
        PRODUCT_UNKNOWN,
        /** Money went back of a payment that was not told, or not yet. */
        PAYMENT_UNKNOWN,
        /** Money went back in another currency than it was paid in. */
        OTHER_CURRENCY,
        /** It says that nothing was paid. */
        NOTHING_PAID,
        /** A checkout of another mode than a single payment, such as a subscription. */
        NO_SINGLE_PAYMENT
    }

    /**
     * The provider told of money, and nothing follows from it until somebody looks, or until the payment is told as
     * well.
     *
     * @param messageType the provider's, such as {@code charge.refunded}
     * @param amount minor units, null when the message has none
     * @param currency ISO 4217, upper case, null when the message has none
     * @param product the code, null when the message has none
     */
    @EventType(name = "payments.payment-put-aside")
    record PaymentPutAside(
            PaymentId paymentId,
            String providerId,
            String messageType,
            Aside why,
            @Nullable Long amount,
            @Nullable String currency,
            @Nullable String product)
            implements PaymentEvent {}

    /**
     * Someone is entitled from now on.
     *
     * @param source {@code payment}, {@code administrator} or {@code referral}
     * @param validUntil UTC, exclusive; null without an end
     * @param grantedBy the administrator, if one did
     * @param reason the administrator's words
     */
    @EventType(name = "payments.entitlement-granted")
    record EntitlementGranted(
            UserId userId,
            GrantId grantId,
            Entitlement entitlement,
            String source,
            @Nullable Instant validUntil,
            @Nullable UserId grantedBy,
            @PersonalData @Nullable String reason)
            implements EntitlementEvent {}

    /**
     * A grant was taken back before its end.
     *
     * @param source {@code refund} or {@code administrator}
     * @param revokedBy the administrator, if one did
     */
    @EventType(name = "payments.entitlement-revoked")
    record EntitlementRevoked(
            UserId userId,
            GrantId grantId,
            Entitlement entitlement,
            String source,
            @Nullable UserId revokedBy) implements EntitlementEvent {}

    /**
     * A grant that a refund took back goes on as if it had not.
     *
     * @param validUntil UTC, exclusive; null without an end
     */
    @EventType(name = "payments.entitlement-restored")
    record EntitlementRestored(
            UserId userId,
            GrantId grantId,
            Entitlement entitlement,
            @Nullable Instant validUntil) implements EntitlementEvent {}

    /** A grant has come to its end. */
    @EventType(name = "payments.entitlement-expired")
    record EntitlementExpired(UserId userId, GrantId grantId, Entitlement entitlement) implements EntitlementEvent {}
}
