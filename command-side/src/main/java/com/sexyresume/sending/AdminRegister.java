package com.sexyresume.sending;

import com.sexyresume.deciding.AdministratorsOnly;
import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.events.UserId;

/** Who may act for the system, as the history says at this moment (T30, B15). */
public interface AdminRegister {

    /** Whether the user is an admin or a super admin. */
    boolean isAdministrator(UserId user);

    /** Whether somebody holds any admin role. */
    boolean holdsRole(UserId userId);

    /**
     * Lets super admins pass.
     *
     * @throws CommandRejected with {@code forbidden} for anybody else
     */
    void requireSuperAdmin(UserId caller);

    /**
     * Lets administrators pass.
     *
     * @throws CommandRejected with {@link AdministratorsOnly} for anyone else
     */
    default void requireAdministrator(UserId user) {
        if (!isAdministrator(user)) {
            throw new CommandRejected(new AdministratorsOnly());
        }
    }
}
