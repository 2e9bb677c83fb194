package com.sexyresume.command.compliance;

import com.sexyresume.command.Rejection;

/** Only a super admin grants and revokes roles (B15). */
record NotSuperAdmin() implements Rejection {

    @Override
    public String code() {
        return "forbidden";
    }

    @Override
    public Kind kind() {
        return Kind.FORBIDDEN;
    }

    @Override
    public String detail() {
        return "This needs the role super_admin.";
    }
}
