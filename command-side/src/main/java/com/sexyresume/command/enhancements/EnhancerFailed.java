package com.sexyresume.command.enhancements;

/** Nothing came of an engine's work; the code says why, to the user and for ever. */
final class EnhancerFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    /** @param code kebab-case, such as {@code engine-timeout}; nothing personal */
    EnhancerFailed(String code) {
        super(code, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }
}
