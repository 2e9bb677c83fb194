package com.sexyresume.command.accounts;

import com.sexyresume.command.Rejection;

/** The caller has an account already; its profile can be updated instead. */
record AlreadyRegistered() implements Rejection {

    @Override
    public String code() {
        return "already-registered";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "This user is registered already.";
    }
}
