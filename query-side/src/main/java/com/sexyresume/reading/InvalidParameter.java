package com.sexyresume.reading;

/** 400: a parameter or header of a read is malformed or out of its bounds. */
public final class InvalidParameter extends QueryProblem {

    private static final long serialVersionUID = 1L;

    private final String parameter;
    private final boolean header;

    /**
     * @param parameter its name as the caller wrote it
     * @param why a sentence, without the value
     */
    public InvalidParameter(String parameter, String why) {
        this(parameter, false, why);
    }

    private InvalidParameter(String parameter, boolean header, String why) {
        super("invalid-parameter", 400, why, null);
        this.parameter = parameter;
        this.header = header;
    }

    /** As {@link #InvalidParameter}, for a header. */
    static InvalidParameter ofHeader(String header, String why) {
        return new InvalidParameter(header, true, why);
    }

    /** Whether it is a header; else it is in the query. */
    public boolean isHeader() {
        return header;
    }

    public String parameter() {
        return parameter;
    }
}
