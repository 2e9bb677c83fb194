package com.sexyresume.reading;

/** 503: a report that is computed from time to time was not yet. */
public final class ReportNotReady extends QueryProblem {

    private static final long serialVersionUID = 1L;

    private static final int RETRY_AFTER_SECONDS = 10;

    public ReportNotReady() {
        super("try-again", 503, "The report has not been computed yet.", RETRY_AFTER_SECONDS);
    }
}
