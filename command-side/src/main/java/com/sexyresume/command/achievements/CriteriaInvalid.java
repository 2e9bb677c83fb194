package com.sexyresume.command.achievements;

import com.sexyresume.command.Rejection;
import java.util.List;
import java.util.Map;

/**
 * The criteria are no expression that holds or not of a user's counters (F05).
 *
 * @param errors at least one
 */
record CriteriaInvalid(List<Violation> errors) implements Rejection {

    /**
     * One thing that is wrong with the criteria.
     *
     * @param pointer where in the request, as a JSON Pointer (RFC 6901)
     * @param line in the expression, counted from 1
     * @param column in the line, counted from 1
     */
    record Violation(String pointer, int line, int column, String detail) {}

    static CriteriaInvalid of(InvalidExpression invalid) {
        return new CriteriaInvalid(invalid.issues().stream()
                .map(issue -> new Violation("/criteria", issue.line(), issue.column(), issue.detail()))
                .toList());
    }

    @Override
    public String code() {
        return "criteria-invalid";
    }

    @Override
    public Kind kind() {
        return Kind.INVALID;
    }

    @Override
    public String detail() {
        return "The criteria are not an expression over the counters that is true or false.";
    }

    @Override
    public Map<String, Object> members() {
        return Map.of("errors", errors);
    }
}
