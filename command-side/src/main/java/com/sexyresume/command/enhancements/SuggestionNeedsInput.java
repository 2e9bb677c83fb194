package com.sexyresume.command.enhancements;

import com.sexyresume.command.Rejection;

/** It asks for a fact that nobody but the user knows: it cannot be accepted as it is. */
record SuggestionNeedsInput() implements Rejection {

    @Override
    public String code() {
        return "suggestion-needs-input";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "The suggestion has a gap that only you can fill; modify it.";
    }
}
