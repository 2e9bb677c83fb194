package com.sexyresume.command.achievements;

import com.sexyresume.deciding.Refused;
import com.sexyresume.deciding.Rejection;
import java.util.List;

/** Why a command about achievements is refused. */
sealed interface AchievementsRefusal extends Rejection {

    /** There is an achievement of that key; it is revised, not defined again (T26). */
    @Refused(value = Kind.CONFLICT, detail = "There is an achievement of this key.")
    record AchievementKeyTaken() implements AchievementsRefusal {}

    /**
     * The criteria are no expression that holds or not of a user's counters (F05).
     *
     * @param errors at least one
     */
    @Refused(
            value = Kind.INVALID,
            detail = "The criteria are not an expression over the counters that is true or false.")
    record CriteriaInvalid(List<Violation> errors) implements AchievementsRefusal {
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
    }

    /** Every counted event is judged by every definition: there may be only so many. */
    @Refused(value = Kind.CONFLICT, detail = "There are as many achievements as there may be.")
    record TooManyAchievements(int maximum) implements AchievementsRefusal {}
}
