package com.sexyresume.command.letters;

import com.sexyresume.command.Rejection;

/** What is done stays as it is. */
record LetterIsFinal() implements Rejection {

    @Override
    public String code() {
        return "letter-final";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "The letter is final; it can be read and deleted.";
    }
}
