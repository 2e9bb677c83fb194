package com.sexyresume.command.matching;

import com.sexyresume.command.Rejection;

/** What is retired does not change, and does not come back (D40). */
record JobRoleIsRetired() implements Rejection {

    @Override
    public String code() {
        return "job-role-retired";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "This job role is retired.";
    }
}
