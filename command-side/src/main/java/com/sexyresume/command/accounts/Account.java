package com.sexyresume.command.accounts;

import com.sexyresume.command.Decision;
import com.sexyresume.command.NoSuchThing;
import com.sexyresume.command.accounts.AccountsCommand.EraseUser;
import com.sexyresume.command.accounts.AccountsCommand.RegisterUser;
import com.sexyresume.command.accounts.AccountsCommand.UpdateProfile;
import com.sexyresume.events.Claim;
import com.sexyresume.events.accounts.AccountsEvent;
import com.sexyresume.events.accounts.AccountsEvent.ProfileUpdated;
import com.sexyresume.events.accounts.AccountsEvent.UserErased;
import com.sexyresume.events.accounts.AccountsEvent.UserRegistered;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user registers once, and at most one user has an e-mail address, whatever its letters' case (C01, D38): the account
 * holds the claim {@code email:<address in lower case>} until it changes the address.
 *
 * @param registered whether there is an account at all, or was
 * @param erased whether the user is erased, for ever
 * @param email as the user wrote it; null before registration and after erasure
 */
record Account(
        boolean registered,
        boolean erased,
        @Nullable String email,
        @Nullable String fullName) {

    static final Account NONE = new Account(false, false, null, null);

    Decision<AccountsEvent> decide(AccountsCommand command) {
        return switch (command) {
            case RegisterUser(var userId, var newEmail, var newName) ->
                registered || erased
                        ? Decision.refuse(new AlreadyRegistered())
                        : Decision.accept(
                                new UserRegistered(userId, newEmail, newName),
                                List.of(Claim.take("email", unique(newEmail))));
            case UpdateProfile(var userId, var newEmail, var newName) -> {
                if (!registered || erased) {
                    yield Decision.refuse(new NoSuchThing("account"));
                }
                if (newEmail.equals(email) && Objects.equals(newName, fullName)) {
                    yield Decision.nothing();
                }
                yield Decision.accept(new ProfileUpdated(userId, newEmail, newName), moved(newEmail));
            }
            case EraseUser(var userId, var confirmed, var by, var holdsRole) -> {
                if (!confirmed.equals(userId)) {
                    yield Decision.refuse(new ErasureNotConfirmed());
                }
                if (erased) {
                    yield Decision.nothing();
                }
                yield holdsRole
                        ? Decision.refuse(new HoldsAdminRole())
                        : Decision.accept(
                                new UserErased(userId, by),
                                email == null ? List.of() : List.of(Claim.release("email", unique(email))));
            }
        };
    }

    Account evolve(AccountsEvent event) {
        return switch (event) {
            case UserRegistered(var _, var newEmail, var newName) -> new Account(true, false, newEmail, newName);
            case ProfileUpdated(var _, var newEmail, var newName) -> new Account(true, false, newEmail, newName);
            case UserErased _ -> new Account(registered, true, null, null);
        };
    }

    private List<Claim> moved(String newEmail) {
        if (email == null) {
            return List.of(Claim.take("email", unique(newEmail)));
        }
        return unique(email).equals(unique(newEmail))
                ? List.of()
                : List.of(Claim.release("email", unique(email)), Claim.take("email", unique(newEmail)));
    }

    private static String unique(String email) {
        return email.toLowerCase(Locale.ROOT);
    }
}
