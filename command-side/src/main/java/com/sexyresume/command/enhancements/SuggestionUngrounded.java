package com.sexyresume.command.enhancements;

import com.sexyresume.command.Rejection;

/** It would put into a résumé what its owner has not said there, and they have not confirmed it. */
record SuggestionUngrounded() implements Rejection {

    @Override
    public String code() {
        return "suggestion-ungrounded";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "The suggestion says what the résumé does not; confirm it, or use words of your own.";
    }
}
