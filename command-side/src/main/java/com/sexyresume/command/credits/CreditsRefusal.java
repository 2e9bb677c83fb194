package com.sexyresume.command.credits;

import com.sexyresume.deciding.Refused;
import com.sexyresume.deciding.Rejection;

/** Why a command about credits is refused. */
sealed interface CreditsRefusal extends Rejection {

    /** An amount below 1 would turn a spend into an award (D04). */
    @Refused(value = Kind.INVALID, detail = "An amount of credits is at least 1.")
    record CreditAmountTooSmall(int amount) implements CreditsRefusal {}

    /** An award that the account cannot hold. */
    @Refused(value = Kind.CONFLICT, detail = "The balance would exceed what an account can hold.")
    record CreditBalanceTooLarge(long balance, int amount) implements CreditsRefusal {}

    /** The balance is smaller than the amount (F03): nothing is spent. */
    @Refused(value = Kind.CONFLICT, detail = "The balance is smaller than the amount.")
    record InsufficientCredits(long balance, int amount) implements CreditsRefusal {}
}
