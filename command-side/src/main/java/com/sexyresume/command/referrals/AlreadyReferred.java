package com.sexyresume.command.referrals;

import com.sexyresume.command.Rejection;

/** Each user comes by one code in their life (B08, D60). */
record AlreadyReferred() implements Rejection {

    @Override
    public String code() {
        return "already-referred";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "You have said before by whose code you came.";
    }
}
