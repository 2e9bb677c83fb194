package com.sexyresume.command.compliance;

import com.sexyresume.command.Rejection;

/** Without a super admin nobody could grant a role again. */
record LastSuperAdmin() implements Rejection {

    @Override
    public String code() {
        return "last-super-admin";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "The last super admin keeps the role.";
    }
}
