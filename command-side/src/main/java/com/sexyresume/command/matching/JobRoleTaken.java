package com.sexyresume.command.matching;

import com.sexyresume.command.Rejection;

/** There is a role of that title, seniority and industry that is not retired (D39). */
record JobRoleTaken() implements Rejection {

    @Override
    public String code() {
        return "job-role-taken";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "There is a job role of this title, seniority and industry.";
    }
}
