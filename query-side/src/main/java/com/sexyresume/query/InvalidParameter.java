package com.sexyresume.query;

/** 400: a parameter or header of a read is malformed or out of its bounds. */
public final class InvalidParameter extends QueryProblem {

    private static final long serialVersionUID = 1L;

    private final String parameter;

    /**
     * @param parameter its name as the caller wrote it
     * @param why a sentence, without the value
     */
    public InvalidParameter(String parameter, String why) {
        super("invalid-parameter", 400, why, null);
        this.parameter = parameter;
    }

    public String parameter() {
        return parameter;
    }
}
