package com.sexyresume.command;

import com.sexyresume.events.UserId;

/**
 * Whoever the events would be about, or who sent the command, was erased.
 *
 * @param user who, which the answer does not tell
 */
public record AccountErased(UserId user) implements Rejection {

    @Override
    public String code() {
        return "account-erased";
    }

    @Override
    public Kind kind() {
        return Kind.GONE;
    }

    @Override
    public String detail() {
        return "This user was erased; nothing can be recorded for them.";
    }
}
