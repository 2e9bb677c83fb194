package com.sexyresume.command.referrals;

import com.sexyresume.command.Rejection;

/** Whoever takes part in referrals has an account: any number of tokens make no user. */
record NotRegistered() implements Rejection {

    @Override
    public String code() {
        return "not-registered";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "You have no account yet.";
    }
}
