package com.sexyresume.command.referrals;

import com.sexyresume.command.Rejection;
import java.util.Map;

/**
 * A code that nobody can redeem any more (B08, D60).
 *
 * @param reason {@code expired}, {@code inactive} or {@code exhausted}
 */
record ReferralCodeNotUsable(String reason) implements Rejection {

    @Override
    public String code() {
        return "referral-code-not-usable";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "The code can be redeemed no longer.";
    }

    @Override
    public Map<String, Object> members() {
        return Map.of("reason", reason);
    }
}
