package com.sexyresume.command.enhancements;

import com.sexyresume.command.Rejection;

/** A suggestion is decided once (C04). */
record SuggestionDecided() implements Rejection {

    @Override
    public String code() {
        return "suggestion-decided";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "The suggestion was decided otherwise before.";
    }
}
