package com.sexyresume.command.letters;

import com.sexyresume.command.Rejection;

/** There is nothing yet that could be done with. */
record LetterIsEmpty() implements Rejection {

    @Override
    public String code() {
        return "letter-empty";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "The letter says nothing yet.";
    }
}
