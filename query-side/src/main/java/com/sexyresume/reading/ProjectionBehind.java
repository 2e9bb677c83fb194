package com.sexyresume.reading;

/** 503: the rows do not show the position in {@code Min-Position} yet, and the bounded wait for it is over. */
public final class ProjectionBehind extends QueryProblem {

    private static final long serialVersionUID = 1L;

    public ProjectionBehind(String projection, long wanted, long reached) {
        super(
                "projection-behind",
                503,
                "The projection " + projection + " has reached position " + reached + ", not " + wanted + " yet.",
                1);
    }
}
