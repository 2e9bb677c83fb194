package com.sexyresume.command.credits;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.command.credits.CreditsCommand.AwardCredits;
import com.sexyresume.command.credits.CreditsCommand.ChargeCredits;
import com.sexyresume.command.credits.CreditsCommand.ReclaimCredits;
import com.sexyresume.command.credits.CreditsCommand.SpendCredits;
import com.sexyresume.command.credits.CreditsRefusal.CreditAmountTooSmall;
import com.sexyresume.command.credits.CreditsRefusal.CreditBalanceTooLarge;
import com.sexyresume.command.credits.CreditsRefusal.InsufficientCredits;
import com.sexyresume.deciding.Decision;
import com.sexyresume.deciding.Given;
import com.sexyresume.deciding.Given.Then;
import com.sexyresume.events.UserId;
import com.sexyresume.events.credits.CreditsEvent;
import com.sexyresume.events.credits.CreditsEvent.ChargeRefused;
import com.sexyresume.events.credits.CreditsEvent.CreditsAwarded;
import com.sexyresume.events.credits.CreditsEvent.CreditsMoved;
import com.sexyresume.events.credits.CreditsEvent.CreditsOwed;
import com.sexyresume.events.credits.CreditsEvent.CreditsReclaimed;
import com.sexyresume.events.credits.CreditsEvent.CreditsSpent;
import com.sexyresume.events.credits.CreditsEvent.Purpose;
import com.sexyresume.sending.UuidV5;
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
                .when(new ChargeCredits(ADA, SECOND, 7, Purpose.EXPORT))
                .then(new CreditsSpent(ADA, SECOND, 7, "export", Purpose.EXPORT, null, 93));
    }

    @Test
    void aChargeOfMoreThanTheBalanceIsRecordedAsRefused() {
        given(awarded(FIRST, 6, 6))
                .when(new ChargeCredits(ADA, SECOND, 7, Purpose.EXPORT))
                .then(new ChargeRefused(ADA, SECOND, 7, "export", 6));
    }

    @Test
    void aRefusedChargeLeavesTheBalance() {
        given(awarded(FIRST, 6, 6), new ChargeRefused(ADA, SECOND, 7, "export", 6))
                .when(spend(6))
                .then(spent(SECOND, 6, 0));
    }

    @Test
    void whatIsTakenBackAndIsNotThereAnyMoreIsOwed() {
        given(awarded(FIRST, 100, 100)).when(reclaim(100)).then(reclaimed(SECOND, 100, "refund", 0, 0));
        given(awarded(FIRST, 99, 99)).when(reclaim(100)).then(reclaimed(SECOND, 99, "refund", 0, 0), owed(1, 1));
        given().when(reclaim(100)).then(owed(100, 100));
        given(owed(5, 5)).when(reclaim(100)).then(owed(100, 105));
    }

    @Test
    void anAwardPaysWhatIsOwedFirst() {
        UUID debt = UuidV5.of(FIRST, "debt");
        given(owed(5, 5)).when(award(12)).then(awarded(FIRST, 12, 12), reclaimed(debt, 5, "debt", 0, 7));
        given(owed(5, 5)).when(award(3)).then(awarded(FIRST, 3, 3), reclaimed(debt, 3, "debt", 2, 0));
        given(owed(5, 5), awarded(FIRST, 12, 12), reclaimed(debt, 5, "debt", 0, 7))
                .when(award(1))
                .then(awarded(FIRST, 1, 8));
    }

    @Test
    void whoeverOwesCanSpendNothing() {
        given(owed(5, 5)).when(spend(1)).thenRefused(new InsufficientCredits(0, 1));
    }

    @Test
    void amountsBelowOneAreRefused() {
        given(awarded(FIRST, 6, 6)).when(reclaim(0)).thenRefused(new CreditAmountTooSmall(0));
        given(awarded(FIRST, 6, 6))
                .when(new ChargeCredits(ADA, SECOND, 0, Purpose.EXPORT))
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
            CreditsCommand command = switch (random.nextInt(5)) {
                case 0, 1 -> award(amount);
                case 2, 3 -> spend(amount);
                default -> reclaim(amount);
            };
            if (balance.decide(command) instanceof Decision.Accepted<CreditsEvent>(var events, var _)) {
                for (CreditsEvent event : events) {
                    balance = balance.evolve(event);
                    expected += switch (event) {
                        case CreditsAwarded moved -> moved.amount();
                        case CreditsMoved moved -> -moved.amount();
                        default -> 0;
                    };
                    assertThat(event.balanceAfter())
                            .as("seed %d", seed)
                            .isEqualTo(expected)
                            .isNotNegative();
                }
            }
            assertThat(balance.credits()).as("seed %d", seed).isEqualTo(expected);
            assertThat(balance.owed() == 0 || balance.credits() == 0)
                    .as("seed %d", seed)
                    .isTrue();
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
        return new CreditsSpent(ADA, transaction, amount, "export", null, null, balanceAfter);
    }

    private static ReclaimCredits reclaim(int amount) {
        return new ReclaimCredits(ADA, SECOND, amount, "refund");
    }

    private static CreditsReclaimed reclaimed(UUID transaction, int amount, String source, long owed, long balance) {
        return new CreditsReclaimed(ADA, transaction, amount, source, owed, balance);
    }

    private static CreditsOwed owed(int amount, long owedAfter) {
        return new CreditsOwed(ADA, SECOND, amount, "refund", owedAfter, 0);
    }
}
