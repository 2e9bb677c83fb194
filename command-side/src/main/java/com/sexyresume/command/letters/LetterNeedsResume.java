package com.sexyresume.command.letters;

import com.sexyresume.command.Rejection;

/** An engine writes of what a résumé says, and of nothing else. */
record LetterNeedsResume() implements Rejection {

    @Override
    public String code() {
        return "letter-needs-resume";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "The letter names no résumé that it could be made of.";
    }
}
