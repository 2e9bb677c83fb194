package com.sexyresume.reading;

/** 400: the body is well-formed, but a value in it is not what is expected at that place. */
public final class InvalidBody extends QueryProblem {

    private static final long serialVersionUID = 1L;

    private final String pointer;

    /**
     * @param pointer a JSON pointer (RFC 6901) into the body
     * @param why what is wrong, without the value
     */
    public InvalidBody(String pointer, String why) {
        super("invalid-request", 400, why, null);
        this.pointer = pointer;
    }

    public String pointer() {
        return pointer;
    }
}
