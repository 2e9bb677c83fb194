package com.sexyresume.command.letters;

import com.sexyresume.command.Rejection;

/** Only undeleting helps. */
record LetterIsDeleted() implements Rejection {

    @Override
    public String code() {
        return "letter-deleted";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "The letter is deleted; it can be restored.";
    }
}
