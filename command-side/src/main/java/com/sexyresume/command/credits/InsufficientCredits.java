package com.sexyresume.command.credits;

import com.sexyresume.command.Rejection;
import java.util.Map;

/** The balance is smaller than the amount (F03): nothing is spent. */
record InsufficientCredits(long balance, int amount) implements Rejection {

    @Override
    public String code() {
        return "insufficient-credits";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "The balance is smaller than the amount.";
    }

    @Override
    public Map<String, Object> members() {
        return Map.of("balance", balance, "amount", amount);
    }
}
