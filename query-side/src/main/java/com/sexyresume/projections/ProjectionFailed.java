package com.sexyresume.projections;

/** A batch that was rolled back and is tried again. Axon logs it: it quotes no row and has no stack trace. */
final class ProjectionFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProjectionFailed(String projection, String why) {
        super(
                "The projection " + projection + " could not project a batch, which is tried again: " + why,
                null,
                false,
                false);
    }
}
