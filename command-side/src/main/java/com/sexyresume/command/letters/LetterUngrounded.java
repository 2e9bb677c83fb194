package com.sexyresume.command.letters;

import com.sexyresume.command.Rejection;

/** An engine invented something in it: its user has to say that it is true. */
record LetterUngrounded() implements Rejection {

    @Override
    public String code() {
        return "letter-ungrounded";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "The letter says what neither the résumé nor you said; change it, or confirm it.";
    }
}
