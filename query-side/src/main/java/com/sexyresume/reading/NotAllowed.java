package com.sexyresume.reading;

/** 403: the caller's token, or their row in {@code admin_users}, does not allow this read (B15, T30). */
public final class NotAllowed extends QueryProblem {

    private static final long serialVersionUID = 1L;

    /** @param needed whom the read is for, such as {@code an auditor} */
    public NotAllowed(String needed) {
        super("forbidden", 403, "This is for " + needed + " only.", null);
    }
}
