package com.sexyresume.command.credits;

import com.sexyresume.command.Decision;
import com.sexyresume.command.credits.CreditsCommand.AwardCredits;
import com.sexyresume.command.credits.CreditsCommand.ChargeCredits;
import com.sexyresume.command.credits.CreditsCommand.SpendCredits;
import com.sexyresume.events.credits.CreditsEvent;
import com.sexyresume.events.credits.CreditsEvent.ChargeRefused;
import com.sexyresume.events.credits.CreditsEvent.CreditsAwarded;
import com.sexyresume.events.credits.CreditsEvent.CreditsSpent;

/**
 * A user's credits never go below zero, whoever spends at the same time (B05, D03): the balance is the sum of the
 * account's history and nothing else.
 *
 * @param credits at least 0, at most {@link #MAXIMUM}
 */
record CreditBalance(long credits) {

    /** No balance exceeds this: the documented column is an {@code integer}. */
    static final long MAXIMUM = Integer.MAX_VALUE;

    static final CreditBalance NONE = new CreditBalance(0);

    Decision<CreditsEvent> decide(CreditsCommand command) {
        return switch (command) {
            case AwardCredits(var userId, var transactionId, var amount, var source, var description) -> {
                if (amount < 1) {
                    yield Decision.refuse(new CreditAmountTooSmall(amount));
                }
                if (credits + amount > MAXIMUM) {
                    yield Decision.refuse(new CreditBalanceTooLarge(credits, amount));
                }
                yield Decision.accept(
                        new CreditsAwarded(userId, transactionId, amount, source, description, credits + amount));
            }
            case SpendCredits(var userId, var transactionId, var amount, var source, var description) -> {
                if (amount < 1) {
                    yield Decision.refuse(new CreditAmountTooSmall(amount));
                }
                if (amount > credits) {
                    yield Decision.refuse(new InsufficientCredits(credits, amount));
                }
                yield Decision.accept(
                        new CreditsSpent(userId, transactionId, amount, source, description, credits - amount));
            }
            case ChargeCredits(var userId, var chargeId, var amount, var source) -> {
                if (amount < 1) {
                    yield Decision.refuse(new CreditAmountTooSmall(amount));
                }
                yield Decision.accept(
                        amount > credits
                                ? new ChargeRefused(userId, chargeId, amount, source, credits)
                                : new CreditsSpent(userId, chargeId, amount, source, null, credits - amount));
            }
        };
    }

    CreditBalance evolve(CreditsEvent event) {
        return switch (event) {
            case CreditsAwarded awarded -> new CreditBalance(credits + awarded.amount());
            case CreditsSpent spent -> new CreditBalance(credits - spent.amount());
            case ChargeRefused _ -> this;
        };
    }
}
