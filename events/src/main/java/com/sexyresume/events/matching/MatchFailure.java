package com.sexyresume.events.matching;

import java.util.Locale;

/** Why a résumé is matched with nothing; as a text it is the code that is recorded, and that callers get. */
public enum MatchFailure {
    NOTHING_TO_MATCH,
    NO_ROLES,
    ROLES_NOT_READY,
    MODEL_BUSY,
    MODEL_TIMEOUT,
    MODEL_UNAVAILABLE,
    MODEL_REFUSED,
    MODEL_ANSWER_INVALID,
    MODEL_ANSWER_TOO_LONG;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
