package com.sexyresume.reading;

/**
 * 404: the caller named something that does not exist, or that belongs to somebody else. Both are answered alike, and
 * like the command side answers them, so that nobody can probe for ids.
 */
public final class NoSuchRow extends QueryProblem {

    private static final long serialVersionUID = 1L;

    /** @param what the noun, such as {@code résumé} */
    public NoSuchRow(String what) {
        super("not-found", 404, "There is no such " + what + ".", null);
    }
}
