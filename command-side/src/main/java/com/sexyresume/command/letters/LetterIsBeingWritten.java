package com.sexyresume.command.letters;

import com.sexyresume.command.Rejection;

/** One engine writes it at a time. */
record LetterIsBeingWritten() implements Rejection {

    @Override
    public String code() {
        return "letter-being-written";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "The letter is being written; wait until that has ended.";
    }
}
