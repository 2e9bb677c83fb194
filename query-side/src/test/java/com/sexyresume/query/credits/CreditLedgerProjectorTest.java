package com.sexyresume.query.credits;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.events.UserId;
import com.sexyresume.events.accounts.AccountsEvent.UserErased;
import com.sexyresume.events.credits.CreditsEvent.ChargeRefused;
import com.sexyresume.events.credits.CreditsEvent.CreditsAwarded;
import com.sexyresume.events.credits.CreditsEvent.CreditsOwed;
import com.sexyresume.events.credits.CreditsEvent.CreditsReclaimed;
import com.sexyresume.events.credits.CreditsEvent.CreditsSpent;
import com.sexyresume.events.credits.CreditsEvent.Purpose;
import com.sexyresume.query.ProjectedRows;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** T25, F20: the ledger tells of every move, and a balance is what the last event says. */
class CreditLedgerProjectorTest {

    private static final UserId ADA = new UserId(new UUID(1, 1));
    private static final UserId BOB = new UserId(new UUID(1, 2));

    @RegisterExtension
    private final ProjectedRows rows = new ProjectedRows(new CreditLedgerProjector());

    @Test
    void everyMoveIsARowAndTheBalanceIsTheLastOnes() throws SQLException {
        rows.given(
                awarded(ADA, 100, 100),
                awarded(BOB, 5, 5),
                new CreditsSpent(ADA, UUID.randomUUID(), 30, "export", Purpose.EXPORT, "A file", 70));

        assertThat(rows.rows("credit_transactions", "amount", "transaction_type", "source", "description", "version"))
                .containsExactly("-30 spent export A file 2", "100 earned welcome Hello 0", "5 earned welcome Hello 1");
        assertThat(rows.rows("user_credit_balances", "user_id", "balance", "owed", "version"))
                .containsExactly(ADA + " 70 0 2", BOB + " 5 0 1");
    }

    @Test
    void whatIsReclaimedLeavesTheBalanceAndTheRestIsOwed() throws SQLException {
        rows.given(awarded(ADA, 10, 10), new CreditsReclaimed(ADA, UUID.randomUUID(), 10, "refund", 20, 0));
        rows.given(new CreditsOwed(ADA, UUID.randomUUID(), 5, "refund", 25, 0));

        assertThat(rows.rows("credit_transactions", "amount", "source", "description"))
                .containsExactly("-10 refund -", "10 welcome Hello");
        assertThat(rows.rows("user_credit_balances", "balance", "owed")).containsExactly("0 25");
    }

    @Test
    void aRefusedChargeIsNoMove() throws SQLException {
        rows.given(awarded(ADA, 10, 10), new ChargeRefused(ADA, UUID.randomUUID(), 20, "export", 10));

        assertThat(rows.rows("credit_transactions", "amount")).containsExactly("10");
        assertThat(rows.rows("user_credit_balances", "balance")).containsExactly("10");
    }

    @Test
    void ofAnErasedUserOnlyTheAmountsStay() throws SQLException {
        rows.given(awarded(ADA, 10, 10), awarded(BOB, 5, 5), new UserErased(ADA, ADA));

        assertThat(rows.rows("credit_transactions", "user_id", "amount", "source", "description"))
                .containsExactly(ADA + " 10 erased -", BOB + " 5 welcome Hello");
    }

    private static CreditsAwarded awarded(UserId user, int amount, long balance) {
        return new CreditsAwarded(user, UUID.randomUUID(), amount, "welcome", "Hello", balance);
    }
}
