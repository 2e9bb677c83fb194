package com.sexyresume.command.credits;

import com.sexyresume.command.credits.CreditsCommand.AwardCredits;
import com.sexyresume.command.credits.CreditsCommand.ChargeCredits;
import com.sexyresume.command.credits.CreditsCommand.ReclaimCredits;
import com.sexyresume.command.credits.CreditsCommand.SpendCredits;
import com.sexyresume.command.credits.CreditsRefusal.CreditAmountTooSmall;
import com.sexyresume.command.credits.CreditsRefusal.CreditBalanceTooLarge;
import com.sexyresume.command.credits.CreditsRefusal.InsufficientCredits;
import com.sexyresume.deciding.Decision;
import com.sexyresume.events.credits.CreditsEvent;
import com.sexyresume.events.credits.CreditsEvent.ChargeRefused;
import com.sexyresume.events.credits.CreditsEvent.CreditsAwarded;
import com.sexyresume.events.credits.CreditsEvent.CreditsOwed;
import com.sexyresume.events.credits.CreditsEvent.CreditsReclaimed;
import com.sexyresume.events.credits.CreditsEvent.CreditsSpent;
import com.sexyresume.sending.UuidV5;
import java.util.ArrayList;
import java.util.List;

/**
 * A user's credits never go below zero, whoever spends at the same time (B05, D03): the balance is the sum of the
 * account's history and nothing else. What was to be taken back and is not there any more is owed, and awards pay it
 * first: nobody has credits and owes some.
 *
 * @param credits at least 0, at most {@link #MAXIMUM}
 * @param owed at least 0
 */
record CreditBalance(long credits, long owed) {

    /** No balance exceeds this: the documented column is an {@code integer}. */
    static final long MAXIMUM = Integer.MAX_VALUE;

    static final CreditBalance NONE = new CreditBalance(0, 0);

    Decision<CreditsEvent> decide(CreditsCommand command) {
        return switch (command) {
            case AwardCredits(var userId, var transactionId, var amount, var source, var description) -> {
                if (amount < 1) {
                    yield Decision.refuse(new CreditAmountTooSmall(amount));
                }
                if (credits + amount > MAXIMUM) {
                    yield Decision.refuse(new CreditBalanceTooLarge(credits, amount));
                }
                List<CreditsEvent> events = new ArrayList<>();
                events.add(new CreditsAwarded(userId, transactionId, amount, source, description, credits + amount));
                if (owed > 0) {
                    int paid = (int) Math.min(owed, amount);
                    events.add(new CreditsReclaimed(
                            userId,
                            UuidV5.of(transactionId, "debt"),
                            paid,
                            "debt",
                            owed - paid,
                            credits + amount - paid));
                }
                yield Decision.accept(events);
            }
            case SpendCredits(var userId, var transactionId, var amount, var source, var description) -> {
                if (amount < 1) {
                    yield Decision.refuse(new CreditAmountTooSmall(amount));
                }
                if (amount > credits) {
                    yield Decision.refuse(new InsufficientCredits(credits, amount));
                }
                yield Decision.accept(
                        new CreditsSpent(userId, transactionId, amount, source, null, description, credits - amount));
            }
            case ChargeCredits(var userId, var chargeId, var amount, var purpose) -> {
                if (amount < 1) {
                    yield Decision.refuse(new CreditAmountTooSmall(amount));
                }
                yield Decision.accept(
                        amount > credits
                                ? new ChargeRefused(userId, chargeId, amount, purpose.source(), credits)
                                : new CreditsSpent(
                                        userId, chargeId, amount, purpose.source(), purpose, null, credits - amount));
            }
            case ReclaimCredits(var userId, var reclaimId, var amount, var source) -> {
                if (amount < 1) {
                    yield Decision.refuse(new CreditAmountTooSmall(amount));
                }
                int taken = (int) Math.min(credits, amount);
                List<CreditsEvent> events = new ArrayList<>();
                if (taken > 0) {
                    events.add(new CreditsReclaimed(userId, reclaimId, taken, source, owed, credits - taken));
                }
                if (taken < amount) {
                    int rest = amount - taken;
                    events.add(new CreditsOwed(userId, reclaimId, rest, source, owed + rest, credits - taken));
                }
                yield Decision.accept(events);
            }
        };
    }

    CreditBalance evolve(CreditsEvent event) {
        return switch (event) {
            case CreditsAwarded awarded -> new CreditBalance(credits + awarded.amount(), owed);
            case CreditsSpent spent -> new CreditBalance(credits - spent.amount(), owed);
            case CreditsReclaimed back -> new CreditBalance(credits - back.amount(), back.owedAfter());
            case CreditsOwed debt -> new CreditBalance(credits, debt.owedAfter());
            case ChargeRefused _ -> this;
        };
    }
}
