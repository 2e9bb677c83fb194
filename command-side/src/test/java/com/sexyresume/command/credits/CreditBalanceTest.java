package com.sexyresume.command.credits;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.command.Decision;
import com.sexyresume.command.Given;
import com.sexyresume.command.Given.Then;
import com.sexyresume.command.credits.CreditsCommand.AwardCredits;
import com.sexyresume.command.credits.CreditsCommand.ChargeCredits;
import com.sexyresume.command.credits.CreditsCommand.SpendCredits;
import com.sexyresume.events.UserId;
import com.sexyresume.events.credits.CreditsEvent;
import com.sexyresume.events.credits.CreditsEvent.ChargeRefused;
import com.sexyresume.events.credits.CreditsEvent.CreditsAwarded;
import com.sexyresume.events.credits.CreditsEvent.CreditsSpent;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** B05, B06, F02, F03, D03, D04. */
class CreditBalanceTest {

    private static final UserId ADA = new UserId(UUID.fromString("11111111-1111-4111-8111-111111111111"));
    private static final UUID FIRST = new UUID(0, 1);
    private static final UUID SECOND = new UUID(0, 2);

    @Test
    void anAwardRaisesTheBalanceAndTellsIt() {
        given().when(award(100)).then(awarded(FIRST, 100, 100));
    }

    @Test
    void aSpendLowersTheBalanceAndTellsIt() {
        given(awarded(FIRST, 100, 100)).when(spend(7)).then(spent(SECOND, 7, 93));
    }

    @Test
    void theWholeBalanceCanBeSpent() {
        given(awarded(FIRST, 7, 7)).when(spend(7)).then(spent(SECOND, 7, 0));
    }

    @Test
    void aSpendOfMoreThanTheBalanceIsRefusedWithTheBalance() {
        given(awarded(FIRST, 6, 6)).when(spend(7)).thenRefused(new InsufficientCredits(6, 7));
    }

    @Test
    void aSpendFromAnAccountWithoutHistoryIsRefused() {
        given().when(spend(1)).thenRefused(new InsufficientCredits(0, 1));
    }

    @Test
    void aChargeIsSpent() {
        given(awarded(FIRST, 100, 100))
                .when(new ChargeCredits(ADA, SECOND, 7, "export"))
                .then(new CreditsSpent(ADA, SECOND, 7, "export", null, 93));
    }

    @Test
    void aChargeOfMoreThanTheBalanceIsRecordedAsRefused() {
        given(awarded(FIRST, 6, 6))
                .when(new ChargeCredits(ADA, SECOND, 7, "export"))
                .then(new ChargeRefused(ADA, SECOND, 7, "export", 6));
    }

    @Test
    void aRefusedChargeLeavesTheBalance() {
        given(awarded(FIRST, 6, 6), new ChargeRefused(ADA, SECOND, 7, "export", 6))
                .when(spend(6))
                .then(spent(SECOND, 6, 0));
    }

    @Test
    void amountsBelowOneAreRefused() {
        given(awarded(FIRST, 6, 6))
                .when(new ChargeCredits(ADA, SECOND, 0, "export"))
                .thenRefused(new CreditAmountTooSmall(0));
        given(awarded(FIRST, 6, 6)).when(spend(0)).thenRefused(new CreditAmountTooSmall(0));
        given(awarded(FIRST, 6, 6)).when(spend(-500)).thenRefused(new CreditAmountTooSmall(-500));
        given().when(award(-1)).thenRefused(new CreditAmountTooSmall(-1));
    }

    @Test
    void anAwardThatTheLedgersColumnCannotHoldIsRefused() {
        given(awarded(FIRST, Integer.MAX_VALUE, Integer.MAX_VALUE))
                .when(award(1))
                .thenRefused(new CreditBalanceTooLarge(Integer.MAX_VALUE, 1));
    }

    @Test
    void creditsAreConservedAndNeverNegativeInAnyHistory() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        CreditBalance balance = CreditBalance.NONE;
        long expected = 0;
        for (int step = 0; step < 10_000; step++) {
            int amount = random.nextInt(50) - 5;
            CreditsCommand command = random.nextBoolean() ? award(amount) : spend(amount);
            if (balance.decide(command) instanceof Decision.Accepted<CreditsEvent>(var events, var _)) {
                for (CreditsEvent event : events) {
                    balance = balance.evolve(event);
                    expected += event instanceof CreditsAwarded ? amount : -amount;
                    assertThat(event.balanceAfter()).as("seed %d", seed).isEqualTo(expected);
                }
            }
            assertThat(balance.credits())
                    .as("seed %d", seed)
                    .isEqualTo(expected)
                    .isNotNegative();
        }
    }

    private record Account(Given<CreditBalance, CreditsEvent> given) {
        Then<CreditsEvent> when(CreditsCommand command) {
            return given.when(CreditBalance::decide, command);
        }
    }

    private static Account given(CreditsEvent... history) {
        return new Account(Given.given(CreditBalance.NONE, CreditBalance::evolve, history));
    }

    private static AwardCredits award(int amount) {
        return new AwardCredits(ADA, FIRST, amount, "achievement", null);
    }

    private static SpendCredits spend(int amount) {
        return new SpendCredits(ADA, SECOND, amount, "export", null);
    }

    private static CreditsAwarded awarded(UUID transaction, int amount, long balanceAfter) {
        return new CreditsAwarded(ADA, transaction, amount, "achievement", null, balanceAfter);
    }

    private static CreditsSpent spent(UUID transaction, int amount, long balanceAfter) {
        return new CreditsSpent(ADA, transaction, amount, "export", null, balanceAfter);
    }
}
