package com.sexyresume.events.accounts;

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
}
