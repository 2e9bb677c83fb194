package com.sexyresume.command.credits;

import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.StreamId;
import com.sexyresume.events.UserId;
import com.sexyresume.events.credits.CreditsEvent.Purpose;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may be asked of a user's credits. */
public sealed interface CreditsCommand extends Command {

    UserId userId();

    @Override
    default StreamId stream() {
        return CreditsStreams.ACCOUNT.of(userId());
    }

    /**
     * Gives credits to a user (F02). Only the service role and policies send it (D05).
     *
     * @param transactionId the ledger row's id
     * @param amount credits, at least 1 (D04)
     * @param source a short code, such as {@code achievement}
     */
    record AwardCredits(
            UserId userId,
            UUID transactionId,
            int amount,
            String source,
            @Nullable String description) implements CreditsCommand {}

    /**
     * Takes credits from the caller's own account (F03).
     *
     * @param transactionId the ledger row's id
     * @param amount credits, at least 1 (D04)
     * @param source a short code, such as {@code export}
     */
    record SpendCredits(
            UserId userId,
            UUID transactionId,
            int amount,
            String source,
            @Nullable String description) implements CreditsCommand {}

    /**
     * Takes credits for something that another part of the system does for the user. It is never refused: a balance
     * that is too small is recorded as {@code ChargeRefused}, so that whoever waits for it learns of either outcome
     * from the history.
     *
     * @param chargeId the ledger row's id, if the credits are spent
     * @param amount credits, at least 1 (D04)
     */
    record ChargeCredits(UserId userId, UUID chargeId, int amount, Purpose purpose) implements CreditsCommand {}

    /**
     * Takes back credits whose payment was refunded. It is never refused: what is not there any more is owed, and the
     * next awards pay it first.
     *
     * @param reclaimId the ledger row's id, if there is anything to take
     * @param amount credits, at least 1 (D04)
     * @param source what for, a short code such as {@code refund}
     */
    record ReclaimCredits(UserId userId, UUID reclaimId, int amount, String source) implements CreditsCommand {}
}
