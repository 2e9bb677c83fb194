package com.sexyresume.query.compliance;

import com.sexyresume.reading.QueryProblem;

/** 422: what is kept of the caller is more than one answer may hold. */
final class DataTooLarge extends QueryProblem {

    private static final long serialVersionUID = 1L;

    DataTooLarge(int mostCharacters) {
        super(
                "data-too-large",
                422,
                "It would be more than %d MiB; each kind can be read by itself.".formatted(mostCharacters >> 20),
                null);
    }
}
