package com.sexyresume.command.credits;

import com.sexyresume.command.Rejection;
import java.util.Map;

/** An award that the account cannot hold. */
record CreditBalanceTooLarge(long balance, int amount) implements Rejection {

    @Override
    public String code() {
        return "credit-balance-too-large";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "The balance would exceed what an account can hold.";
    }

    @Override
    public Map<String, Object> members() {
        return Map.of("balance", balance, "amount", amount);
    }
}
