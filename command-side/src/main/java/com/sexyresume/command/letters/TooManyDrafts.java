package com.sexyresume.command.letters;

import com.sexyresume.command.Rejection;

/** A letter has {@value Letter#MAX_DRAFTS} drafts at most. */
record TooManyDrafts() implements Rejection {

    @Override
    public String code() {
        return "too-many-drafts";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "The letter has as many drafts as a letter may have.";
    }
}
