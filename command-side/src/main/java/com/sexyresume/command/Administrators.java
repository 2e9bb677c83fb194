package com.sexyresume.command;

import com.sexyresume.events.UserId;

/** Who may act for the system, as the history says at this moment (T30). */
public interface Administrators {

    /** Whether the user is an admin or a super admin. */
    boolean isAdministrator(UserId user);

    /**
     * Lets administrators pass.
     *
     * @throws CommandRejected with {@link AdministratorsOnly} for anyone else
     */
    default void require(UserId user) {
        if (!isAdministrator(user)) {
            throw new CommandRejected(new AdministratorsOnly());
        }
    }
}
