package com.sexyresume.command.matching;

/** No vectors came of it; the code says why, to the user and for ever. */
final class EmbedderFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final boolean mayPass;

    /**
     * @param code kebab-case, such as {@code model-timeout}; nothing personal
     * @param mayPass whether the same may work at another time
     */
    EmbedderFailed(String code, boolean mayPass) {
        super(code, null, false, false);
        this.code = code;
        this.mayPass = mayPass;
    }

    String code() {
        return code;
    }

    boolean mayPass() {
        return mayPass;
    }
}
