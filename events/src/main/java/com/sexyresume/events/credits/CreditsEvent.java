package com.sexyresume.events.credits;

import com.sexyresume.events.EventType;
import com.sexyresume.events.PersonalData;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.UserId;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a user's credits (T25, B06): each event carries the balance that it leaves, so that the ledger needs
 * no sum.
 */
public sealed interface CreditsEvent extends UserEvent {

    /** Credits left after this event, at least 0. */
    long balanceAfter();

    /** What a policy charges credits for. A charge has the id of what it is for. */
    enum Purpose {
        ENHANCEMENT,
        EXPORT;

        /** How the ledger calls it: any user may call a spending of their own the same. */
        public String source() {
            return name().toLowerCase(Locale.ROOT);
        }

        static @Nullable Purpose of(@Nullable Object source) {
            return Arrays.stream(values())
                    .filter(purpose -> purpose.source().equals(source))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** A change of the balance: a row of the ledger. */
    sealed interface CreditsMoved extends CreditsEvent {

        /** The id of the ledger's row (T25). */
        UUID transactionId();

        /** Credits, at least 1. */
        int amount();

        /** Where they came from or went to, a short code such as {@code achievement}. */
        String source();

        /** Free text for the user. */
        @Nullable
        String description();
    }

    @EventType(name = "credits.credits-awarded")
    record CreditsAwarded(
            UserId userId,
            UUID transactionId,
            int amount,
            String source,
            @PersonalData @Nullable String description,
            long balanceAfter)
            implements CreditsMoved {}

    /**
     * Credits were spent, by the user or by a charge.
     *
     * @param purpose what they were charged for; null when the user has spent them, which nothing follows from
     */
    @EventType(name = "credits.credits-spent", revision = 2, upcasters = CreditsSpentFrom1.class)
    record CreditsSpent(
            UserId userId,
            UUID transactionId,
            int amount,
            String source,
            @Nullable Purpose purpose,
            @PersonalData @Nullable String description,
            long balanceAfter)
            implements CreditsMoved {}

    /**
     * Credits were taken back: those of a refunded payment, or, by an award, those that were owed since.
     *
     * @param source {@code refund}, or {@code debt} for what was owed
     * @param owedAfter what is still owed, credits
     */
    @EventType(name = "credits.credits-reclaimed")
    record CreditsReclaimed(
            UserId userId, UUID transactionId, int amount, String source, long owedAfter, long balanceAfter)
            implements CreditsMoved {

        @Override
        public @Nullable String description() {
            return null;
        }
    }

    /**
     * More was to be taken back than there was: the rest is owed, and the next awards pay it.
     *
     * @param reclaimId what the rest's {@code transactionId} would have been
     * @param amount what is owed by this, credits, at least 1
     * @param source what it was to be taken back for, such as {@code refund}
     * @param owedAfter what is owed in all
     * @param balanceAfter 0: nothing is owed by whoever has credits
     */
    @EventType(name = "credits.credits-owed")
    record CreditsOwed(UserId userId, UUID reclaimId, int amount, String source, long owedAfter, long balanceAfter)
            implements CreditsEvent {}

    /**
     * The balance was too small for what another part of the system wanted to charge: nothing was spent, and whoever
     * waits for the charge learns of it here.
     *
     * @param chargeId what the spending's {@code transactionId} would have been
     * @param source what the credits were wanted for
     * @param balanceAfter what the balance is and remains
     */
    @EventType(name = "credits.charge-refused")
    record ChargeRefused(UserId userId, UUID chargeId, int amount, String source, long balanceAfter)
            implements CreditsEvent {

        /** What the credits were wanted for; null for what nothing waits for any more. */
        public @Nullable Purpose purpose() {
            return Purpose.of(source);
        }
    }
}
