package com.sexyresume.command.matching;

import com.sexyresume.command.Rejection;
import com.sexyresume.events.matching.JobRoleContent;

/** A range begins below its end, and money has a currency (D39). */
record SalaryRangeInvalid() implements Rejection {

    static boolean isSalaryValid(JobRoleContent content) {
        Integer least = content.salaryMin();
        Integer most = content.salaryMax();
        return ((least == null && most == null) == (content.currency() == null))
                && (least == null || most == null || least <= most);
    }

    @Override
    public String code() {
        return "salary-range-invalid";
    }

    @Override
    public Kind kind() {
        return Kind.INVALID;
    }

    @Override
    public String detail() {
        return "A salary has a currency, a currency belongs to a salary, and the minimum is at most the maximum.";
    }
}
