package com.sexyresume.command.referrals;

import com.sexyresume.command.Rejection;

/** Nobody comes by their own code (B08, D60). */
record SelfReferral() implements Rejection {

    @Override
    public String code() {
        return "self-referral";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "This is your own code.";
    }
}
