package com.sexyresume.command;

import com.sexyresume.events.UserId;

/** Who holds admin roles, as the history says at this moment (T30, B15). */
public interface Administration {

    /**
     * Lets super admins pass.
     *
     * @throws CommandRejected with {@code forbidden} for anybody else
     */
    void requireSuperAdmin(UserId caller);

    /** Whether somebody holds any admin role. */
    boolean holdsRole(UserId userId);
}
