package com.sexyresume.sending;

import com.sexyresume.events.UserId;

/** Who has an account, as the history says at this moment (T01). */
public interface Registrations {

    /**
     * Whether the user has registered. Who has stays so; that they were erased since, an append finds out by itself.
     */
    boolean isRegistered(UserId user);
}
