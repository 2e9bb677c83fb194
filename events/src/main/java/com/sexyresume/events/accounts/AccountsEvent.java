package com.sexyresume.events.accounts;

import com.sexyresume.events.Erasure;
import com.sexyresume.events.EventType;
import com.sexyresume.events.PersonalData;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.UserId;
import org.jspecify.annotations.Nullable;

/** What happens to a user's account (T01). */
public sealed interface AccountsEvent extends UserEvent {

    @EventType(name = "accounts.user-registered")
    record UserRegistered(
            UserId userId,
            @PersonalData @Nullable String email,
            @PersonalData @Nullable String fullName) implements AccountsEvent {}

    /** The whole profile after the change. */
    @EventType(name = "accounts.profile-updated")
    record ProfileUpdated(
            UserId userId,
            @PersonalData @Nullable String email,
            @PersonalData @Nullable String fullName) implements AccountsEvent {}

    /**
     * Whatever identifies the user is gone with the key of their personal data, wherever it was recorded (F09, F20).
     *
     * @param erasedBy the user themselves, or the super admin who did it for them
     */
    @EventType(name = "accounts.user-erased")
    record UserErased(UserId userId, UserId erasedBy) implements AccountsEvent, Erasure {}
}
