package com.sexyresume.app.identity;

/** The application does not start, because who may call it is not, or not safely, configured. */
final class IdentityMisconfigured extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    /**
     * @param problem what is wrong
     * @param action what to do about it
     */
    IdentityMisconfigured(String problem, String action) {
        super(problem);
        this.action = action;
    }

    String action() {
        return action;
    }
}
