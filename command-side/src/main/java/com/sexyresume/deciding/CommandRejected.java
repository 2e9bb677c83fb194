package com.sexyresume.deciding;

import org.jspecify.annotations.Nullable;

/** Carries a {@link Rejection} from a rule to whoever sent the command; it has no stack trace, being an answer. */
public final class CommandRejected extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    public CommandRejected(Rejection rejection) {
        this(rejection, null);
    }

    /** @param cause what the history refused it with; null when the rule did */
    public CommandRejected(Rejection rejection, @Nullable Throwable cause) {
        super(rejection.code(), cause, false, false);
        this.rejection = rejection;
    }

    public Rejection rejection() {
        return rejection;
    }
}
