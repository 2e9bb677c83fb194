package com.sexyresume.command.referrals;

import com.sexyresume.command.Rejection;

/** More than all of the price cannot be taken off it. */
record DiscountTooLarge() implements Rejection {

    @Override
    public String code() {
        return "discount-too-large";
    }

    @Override
    public Kind kind() {
        return Kind.INVALID;
    }

    @Override
    public String detail() {
        return "A discount is at most 100 percent.";
    }
}
