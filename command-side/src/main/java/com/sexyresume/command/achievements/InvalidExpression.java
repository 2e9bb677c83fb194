package com.sexyresume.command.achievements;

import java.util.List;

/** What was read is no {@link Criteria}. */
final class InvalidExpression extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Issue> issues;

    InvalidExpression(List<Issue> issues) {
        super("invalid criteria", null, false, false);
        this.issues = issues;
    }

    /**
     * One thing that is wrong.
     *
     * @param line counted from 1
     * @param column counted from 1
     */
    record Issue(int line, int column, String detail) {}

    List<Issue> issues() {
        return issues;
    }
}
