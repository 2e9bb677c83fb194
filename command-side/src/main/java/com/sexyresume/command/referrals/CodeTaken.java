package com.sexyresume.command.referrals;

import com.sexyresume.command.Rejection;

/** The drawn code is somebody's already (F01): another one is drawn. */
record CodeTaken() implements Rejection {

    @Override
    public String code() {
        return "referral-code-taken";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "Somebody has this code.";
    }
}
