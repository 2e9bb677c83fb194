package com.sexyresume.language;

/**
 * Nothing came of an engine's work; the code says why, to the user and for ever. It quotes neither the engine nor what
 * it was given.
 */
public final class EngineFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient ModelUsage usage;

    /** @param code kebab-case, such as {@code engine-timeout}; nothing personal */
    public EngineFailed(String code) {
        this(code, ModelUsage.NONE);
    }

    /** @param usage what was spent although nothing came of it */
    public EngineFailed(String code, ModelUsage usage) {
        super(code, null, false, false);
        this.code = code;
        this.usage = usage;
    }

    public String code() {
        return code;
    }

    public ModelUsage usage() {
        return usage;
    }
}
