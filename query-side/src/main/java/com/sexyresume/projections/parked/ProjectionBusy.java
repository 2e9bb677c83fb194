package com.sexyresume.projections.parked;

import com.sexyresume.reading.QueryProblem;

/** 503: a rebuild or a batch holds the projection for longer than a retry or a discard waits. */
public final class ProjectionBusy extends QueryProblem {

    private static final long serialVersionUID = 1L;

    private static final int RETRY_AFTER_SECONDS = 5;

    ProjectionBusy() {
        super("try-again", 503, "The projection is busy at this moment.", RETRY_AFTER_SECONDS);
    }
}
