package com.sexyresume.command.matching;

import com.sexyresume.deciding.Refused;
import com.sexyresume.deciding.Rejection;
import com.sexyresume.events.matching.JobRoleContent;

/** Why a command about job roles and matches is refused. */
sealed interface MatchingRefusal extends Rejection {

    /** What is retired does not change, and does not come back (D40). */
    @Refused(value = Kind.CONFLICT, code = "job-role-retired", detail = "This job role is retired.")
    record JobRoleIsRetired() implements MatchingRefusal {}

    /** There is a role of that title, seniority and industry that is not retired (D39). */
    @Refused(value = Kind.CONFLICT, detail = "There is a job role of this title, seniority and industry.")
    record JobRoleTaken() implements MatchingRefusal {}

    /** A range begins below its end, and money has a currency (D39). */
    @Refused(
            value = Kind.INVALID,
            detail = "A salary has a currency, a currency belongs to a salary, and the minimum is at most the maximum.")
    record SalaryRangeInvalid() implements MatchingRefusal {
        static boolean isSalaryValid(JobRoleContent content) {
            Integer least = content.salaryMin();
            Integer most = content.salaryMax();
            return ((least == null && most == null) == (content.currency() == null))
                    && (least == null || most == null || least <= most);
        }
    }
}
