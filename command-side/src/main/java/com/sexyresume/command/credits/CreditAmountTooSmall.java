package com.sexyresume.command.credits;

import com.sexyresume.command.Rejection;
import java.util.Map;

/** An amount below 1 would turn a spend into an award (D04). */
record CreditAmountTooSmall(int amount) implements Rejection {

    @Override
    public String code() {
        return "credit-amount-too-small";
    }

    @Override
    public Kind kind() {
        return Kind.INVALID;
    }

    @Override
    public String detail() {
        return "An amount of credits is at least 1.";
    }

    @Override
    public Map<String, Object> members() {
        return Map.of("amount", amount);
    }
}
