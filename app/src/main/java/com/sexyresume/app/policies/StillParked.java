package com.sexyresume.app.policies;

/** A policy gave an event up again. */
final class StillParked extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final int attempts;

    /**
     * An answer, without a stack trace.
     *
     * @param reason the code of the refusal, or the class of what was thrown
     */
    StillParked(String reason, int attempts) {
        super("still-parked", null, false, false);
        this.reason = reason;
        this.attempts = attempts;
    }

    String reason() {
        return reason;
    }

    int attempts() {
        return attempts;
    }
}
