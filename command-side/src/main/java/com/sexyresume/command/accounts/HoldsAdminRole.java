package com.sexyresume.command.accounts;

import com.sexyresume.command.Rejection;

/**
 * Whoever acts for others gives the roles back before they are erased, so that the last super admin does not vanish.
 */
record HoldsAdminRole() implements Rejection {

    @Override
    public String code() {
        return "holds-admin-role";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "The user holds an admin role, which must be revoked first.";
    }
}
