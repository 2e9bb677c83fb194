package com.sexyresume.command.accounts;

import static com.sexyresume.events.Claim.release;
import static com.sexyresume.events.Claim.take;

import com.sexyresume.command.Given;
import com.sexyresume.command.NoSuchThing;
import com.sexyresume.command.accounts.AccountsCommand.RegisterUser;
import com.sexyresume.command.accounts.AccountsCommand.UpdateProfile;
import com.sexyresume.events.UserId;
import com.sexyresume.events.accounts.AccountsEvent;
import com.sexyresume.events.accounts.AccountsEvent.ProfileUpdated;
import com.sexyresume.events.accounts.AccountsEvent.UserRegistered;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** T01, C01, D11, D38. */
class AccountTest {

    private static final UserId ADA = new UserId(UUID.fromString("11111111-1111-4111-8111-111111111111"));
    private static final UserRegistered REGISTERED = new UserRegistered(ADA, "Ada@Example.org", "Ada");

    @Test
    void registeringClaimsTheAddressInLowerCase() {
        given().when(Account::decide, new RegisterUser(ADA, "Ada@Example.org", "Ada"))
                .then(REGISTERED)
                .claiming(take("email", "ada@example.org"));
    }

    @Test
    void nobodyRegistersTwice() {
        given(REGISTERED)
                .when(Account::decide, new RegisterUser(ADA, "ada@example.org", null))
                .thenRefused(new AlreadyRegistered());
    }

    @Test
    void aNewAddressGivesTheOldOneBack() {
        given(REGISTERED)
                .when(Account::decide, new UpdateProfile(ADA, "lovelace@example.org", "Ada"))
                .then(new ProfileUpdated(ADA, "lovelace@example.org", "Ada"))
                .claiming(release("email", "ada@example.org"), take("email", "lovelace@example.org"));
    }

    @Test
    void anotherCaseOfTheSameAddressMovesNoClaim() {
        given(REGISTERED)
                .when(Account::decide, new UpdateProfile(ADA, "ada@example.org", "Ada"))
                .then(new ProfileUpdated(ADA, "ada@example.org", "Ada"))
                .claiming();
    }

    @Test
    void aProfileThatStaysTheSameRecordsNothing() {
        given(REGISTERED)
                .when(Account::decide, new UpdateProfile(ADA, "Ada@Example.org", "Ada"))
                .thenNothing();
    }

    @Test
    void whoIsNotRegisteredHasNoProfile() {
        given().when(Account::decide, new UpdateProfile(ADA, "ada@example.org", null))
                .thenRefused(new NoSuchThing("account"));
    }

    private static Given<Account, AccountsEvent> given(AccountsEvent... history) {
        return Given.given(Account.NONE, Account::evolve, history);
    }
}
