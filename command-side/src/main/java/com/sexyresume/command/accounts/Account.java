package com.sexyresume.command.accounts;

import com.sexyresume.command.accounts.AccountsCommand.EraseUser;
import com.sexyresume.command.accounts.AccountsCommand.Proof;
import com.sexyresume.command.accounts.AccountsCommand.RegisterUser;
import com.sexyresume.command.accounts.AccountsCommand.UpdateProfile;
import com.sexyresume.command.accounts.AccountsRefusal.AlreadyRegistered;
import com.sexyresume.command.accounts.AccountsRefusal.ErasureNotConfirmed;
import com.sexyresume.command.accounts.AccountsRefusal.HoldsAdminRole;
import com.sexyresume.deciding.Decision;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.events.Claim;
import com.sexyresume.events.accounts.AccountsEvent;
import com.sexyresume.events.accounts.AccountsEvent.ProfileUpdated;
import com.sexyresume.events.accounts.AccountsEvent.UserErased;
import com.sexyresume.events.accounts.AccountsEvent.UserRegistered;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user registers once, and at most one user has an e-mail address, whatever its letters' case (C01, D38): the account
 * holds the claim {@code email:<address in lower case>} until it changes the address. Whose address it is by their
 * token holds {@code verified-email:…} as well, which nobody can take by just saying so (ADR 22).
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

    /** The kind of the claim that an address is for whoever says that it is theirs. */
    static final String SAID = "email";

    private static final String PROVEN = "verified-email";

    /** The kinds of the claims that an address is. */
    static final Set<String> CLAIMS = Set.of(SAID, PROVEN);

    static final Account NONE = new Account(false, false, null, null);

    Decision<AccountsEvent> decide(AccountsCommand command) {
        return switch (command) {
            case RegisterUser(var userId, var newEmail, var newName, var proof) ->
                registered || erased
                        ? Decision.refuse(new AlreadyRegistered())
                        : Decision.accept(new UserRegistered(userId, newEmail, newName), taken(newEmail, proof));
            case UpdateProfile(var userId, var newEmail, var newName, var proof) -> {
                if (!registered || erased) {
                    yield Decision.refuse(new NoSuchThing("account"));
                }
                if (newEmail.equals(email) && Objects.equals(newName, fullName)) {
                    yield Decision.nothing();
                }
                yield Decision.accept(new ProfileUpdated(userId, newEmail, newName), moved(newEmail, proof));
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
                        : Decision.accept(new UserErased(userId, by), email == null ? List.of() : released(email));
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

    private List<Claim> moved(String newEmail, Proof proof) {
        List<Claim> claims = new ArrayList<>();
        if (email != null && !unique(email).equals(unique(newEmail))) {
            claims.addAll(released(email));
        }
        if (email == null || !unique(email).equals(unique(newEmail)) || proof != Proof.NONE) {
            claims.addAll(taken(newEmail, proof));
        }
        return claims;
    }

    /** Who proves an address has it, and keeps others from saying that it is theirs unless one did before. */
    private static List<Claim> taken(String email, Proof proof) {
        Claim said = Claim.take(SAID, unique(email));
        Claim proven = Claim.take(PROVEN, unique(email));
        return switch (proof) {
            case NONE -> List.of(said);
            case TOKEN -> List.of(proven, said);
            case TOKEN_AGAINST_ANOTHER -> List.of(proven);
        };
    }

    private static List<Claim> released(String email) {
        return List.of(Claim.release(PROVEN, unique(email)), Claim.release(SAID, unique(email)));
    }

    private static String unique(String email) {
        return email.toLowerCase(Locale.ROOT);
    }
}
