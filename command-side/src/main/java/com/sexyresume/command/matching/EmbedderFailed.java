package com.sexyresume.command.matching;

import com.sexyresume.events.matching.MatchFailure;

/** No vectors came of it. */
final class EmbedderFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final MatchFailure failure;
    private final boolean mayPass;

    /** @param mayPass whether the same may work at another time */
    EmbedderFailed(MatchFailure failure, boolean mayPass) {
        super(failure.toString(), null, false, false);
        this.failure = failure;
        this.mayPass = mayPass;
    }

    MatchFailure failure() {
        return failure;
    }

    boolean mayPass() {
        return mayPass;
    }
}
