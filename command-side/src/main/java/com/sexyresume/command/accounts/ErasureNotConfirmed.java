package com.sexyresume.command.accounts;

import com.sexyresume.command.Rejection;

/** An erasure names, in its body, the user whom it is about, because there is no way back. */
record ErasureNotConfirmed() implements Rejection {

    @Override
    public String code() {
        return "erasure-not-confirmed";
    }

    @Override
    public Kind kind() {
        return Kind.INVALID;
    }

    @Override
    public String detail() {
        return "To confirm the erasure, name the user in the body as well.";
    }
}
