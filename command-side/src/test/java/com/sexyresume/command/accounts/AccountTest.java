package com.sexyresume.command.accounts;

import static com.sexyresume.events.Claim.release;
import static com.sexyresume.events.Claim.take;
import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.command.accounts.AccountsCommand.EraseUser;
import com.sexyresume.command.accounts.AccountsCommand.Proof;
import com.sexyresume.command.accounts.AccountsCommand.RegisterUser;
import com.sexyresume.command.accounts.AccountsCommand.UpdateProfile;
import com.sexyresume.command.accounts.AccountsRefusal.AlreadyRegistered;
import com.sexyresume.command.accounts.AccountsRefusal.EmailTaken;
import com.sexyresume.command.accounts.AccountsRefusal.ErasureNotConfirmed;
import com.sexyresume.command.accounts.AccountsRefusal.HoldsAdminRole;
import com.sexyresume.deciding.Given;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.events.UserId;
import com.sexyresume.events.accounts.AccountsEvent;
import com.sexyresume.events.accounts.AccountsEvent.ProfileUpdated;
import com.sexyresume.events.accounts.AccountsEvent.UserErased;
import com.sexyresume.events.accounts.AccountsEvent.UserRegistered;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** T01, C01, D11, D38. */
class AccountTest {

    private static final UserId ADA = new UserId(UUID.fromString("11111111-1111-4111-8111-111111111111"));
    private static final UserId ADMIN = new UserId(UUID.fromString("22222222-2222-4222-8222-222222222222"));
    private static final UserErased ERASED = new UserErased(ADA, ADA);
    private static final UserRegistered REGISTERED = new UserRegistered(ADA, "Ada@Example.org", "Ada");

    @Test
    void registeringClaimsTheAddressInLowerCase() {
        given().when(Account::decide, new RegisterUser(ADA, "Ada@Example.org", "Ada", Proof.NONE))
                .then(REGISTERED)
                .claiming(take("email", "ada@example.org"));
    }

    @Test
    void whoProvesAnAddressHasItWhateverOthersSay() {
        given().when(Account::decide, new RegisterUser(ADA, "Ada@Example.org", "Ada", Proof.TOKEN))
                .then(REGISTERED)
                .claiming(take("verified-email", "ada@example.org"), take("email", "ada@example.org"));
        given().when(Account::decide, new RegisterUser(ADA, "Ada@Example.org", "Ada", Proof.TOKEN_AGAINST_ANOTHER))
                .then(REGISTERED)
                .claiming(take("verified-email", "ada@example.org"));
        given(REGISTERED)
                .when(Account::decide, new UpdateProfile(ADA, "ada@example.org", "Ada", Proof.TOKEN))
                .then(new ProfileUpdated(ADA, "ada@example.org", "Ada"))
                .claiming(take("verified-email", "ada@example.org"), take("email", "ada@example.org"));
    }

    @Test
    void nobodyRegistersTwice() {
        given(REGISTERED)
                .when(Account::decide, new RegisterUser(ADA, "ada@example.org", null, Proof.NONE))
                .thenRefused(new AlreadyRegistered());
    }

    @Test
    void aNewAddressGivesTheOldOneBack() {
        given(REGISTERED)
                .when(Account::decide, new UpdateProfile(ADA, "lovelace@example.org", "Ada", Proof.NONE))
                .then(new ProfileUpdated(ADA, "lovelace@example.org", "Ada"))
                .claiming(
                        release("verified-email", "ada@example.org"),
                        release("email", "ada@example.org"),
                        take("email", "lovelace@example.org"));
    }

    @Test
    void anotherCaseOfTheSameAddressMovesNoClaim() {
        given(REGISTERED)
                .when(Account::decide, new UpdateProfile(ADA, "ada@example.org", "Ada", Proof.NONE))
                .then(new ProfileUpdated(ADA, "ada@example.org", "Ada"))
                .claiming();
    }

    @Test
    void aProfileThatStaysTheSameRecordsNothing() {
        given(REGISTERED)
                .when(Account::decide, new UpdateProfile(ADA, "Ada@Example.org", "Ada", Proof.NONE))
                .thenNothing();
    }

    @Test
    void whoIsNotRegisteredHasNoProfile() {
        given().when(Account::decide, new UpdateProfile(ADA, "ada@example.org", null, Proof.NONE))
                .thenRefused(new NoSuchThing("account"));
    }

    @Test
    void anErasureGivesTheAddressBack() {
        given(REGISTERED)
                .when(Account::decide, new EraseUser(ADA, ADA, ADA, false))
                .then(new UserErased(ADA, ADA))
                .claiming(release("verified-email", "ada@example.org"), release("email", "ada@example.org"));
    }

    @Test
    void whoNeverRegisteredCanBeErasedToo() {
        given().when(Account::decide, new EraseUser(ADA, ADA, ADMIN, false))
                .then(new UserErased(ADA, ADMIN))
                .claiming();
    }

    @Test
    void anErasureIsConfirmedByNamingTheUser() {
        given(REGISTERED)
                .when(Account::decide, new EraseUser(ADA, ADMIN, ADA, false))
                .thenRefused(new ErasureNotConfirmed());
    }

    @Test
    void whoActsForOthersGivesTheRolesBackFirst() {
        given(REGISTERED)
                .when(Account::decide, new EraseUser(ADA, ADA, ADA, true))
                .thenRefused(new HoldsAdminRole());
    }

    @Test
    void anErasureIsForEver() {
        given(REGISTERED, ERASED)
                .when(Account::decide, new EraseUser(ADA, ADA, ADA, false))
                .thenNothing();
        given(REGISTERED, ERASED)
                .when(Account::decide, new RegisterUser(ADA, "ada@example.org", null, Proof.NONE))
                .thenRefused(new AlreadyRegistered());
        given(ERASED)
                .when(Account::decide, new RegisterUser(ADA, "ada@example.org", null, Proof.NONE))
                .thenRefused(new AlreadyRegistered());
        given(REGISTERED, ERASED)
                .when(Account::decide, new UpdateProfile(ADA, "ada@example.org", null, Proof.NONE))
                .thenRefused(new NoSuchThing("account"));
    }

    @Test
    void anAddressThatSomebodyHasRefusesTheCommandWhateverProvesIt() {
        UpdateProfile update = new UpdateProfile(ADA, "ada@example.org", null, Proof.NONE);
        assertThat(update.whenTaken("email")).isEqualTo(new EmailTaken());
        assertThat(update.whenTaken("verified-email")).isEqualTo(new EmailTaken());
        assertThat(update.whenTaken("somebody-elses")).isNull();
    }

    private static Given<Account, AccountsEvent> given(AccountsEvent... history) {
        return Given.given(Account.NONE, Account::evolve, history);
    }
}
