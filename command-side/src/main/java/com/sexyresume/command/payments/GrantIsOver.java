package com.sexyresume.command.payments;

import com.sexyresume.command.Rejection;

/** A grant whose end has passed would entitle to nothing. */
record GrantIsOver() implements Rejection {

    @Override
    public String code() {
        return "grant-is-over";
    }

    @Override
    public Kind kind() {
        return Kind.INVALID;
    }

    @Override
    public String detail() {
        return "The grant would have ended before it begins.";
    }
}
