package com.sexyresume.events.payments;

import com.sexyresume.events.AccountingRecord;
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
public sealed interface PaymentsEvent extends UserEvent {

    /** What happens to one payment, also to that of a user who is erased. */
    sealed interface PaymentEvent extends PaymentsEvent, AccountingRecord {

        PaymentId paymentId();
    }

    /** What happens to one user's entitlements. */
    sealed interface EntitlementEvent extends PaymentsEvent {

        GrantId grantId();
    }

    /**
     * A payment was made (B13). It carries what the product gives, so that a later price list changes nothing of it.
     *
     * @param providerId the provider's id of the payment
     * @param amount minor units, at least 0
     * @param currency ISO 4217, upper case
     * @param product the code of what was bought
     * @param entitlement what it gives, null when it gives none, or when all of it was refunded before this was heard
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
            implements PaymentEvent {}

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
            implements PaymentEvent {}

    /**
     * Money was given back.
     *
     * @param refunded of this payment so far, in all; minor units
     * @param whole whether that is all of it
     * @param entitlement what ends by it, null when nothing does
     * @param credits how many credits are taken back by it
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

    /** A grant has come to its end. */
    @EventType(name = "payments.entitlement-expired")
    record EntitlementExpired(UserId userId, GrantId grantId, Entitlement entitlement) implements EntitlementEvent {}
}
