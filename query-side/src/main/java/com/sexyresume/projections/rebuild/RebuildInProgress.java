package com.sexyresume.projections.rebuild;

import com.sexyresume.reading.QueryProblem;

/** 409: a projection is rebuilt once at a time; 503: this process has as many rebuilds in work as it may. */
public final class RebuildInProgress extends QueryProblem {

    private static final long serialVersionUID = 1L;

    private static final int RETRY_AFTER_SECONDS = 5;

    private RebuildInProgress(int status, String detail) {
        super("rebuild-in-progress", status, detail, RETRY_AFTER_SECONDS);
    }

    static RebuildInProgress of(String projection) {
        return new RebuildInProgress(409, "The projection " + projection + " is being rebuilt already.");
    }

    static RebuildInProgress ofOthers() {
        return new RebuildInProgress(503, "As many projections as may be are being rebuilt already.");
    }
}
