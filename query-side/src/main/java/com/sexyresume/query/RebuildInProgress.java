package com.sexyresume.query;

/** 409: a projection is rebuilt once at a time, and this one is being rebuilt. */
public final class RebuildInProgress extends QueryProblem {

    private static final long serialVersionUID = 1L;

    public RebuildInProgress(String projection) {
        super("rebuild-in-progress", 409, "The projection " + projection + " is being rebuilt already.", 5);
    }
}
