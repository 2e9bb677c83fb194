package com.sexyresume.query.credits;

import com.sexyresume.events.UserEvent;
import com.sexyresume.events.UserId;
import com.sexyresume.events.accounts.AccountsEvent.UserErased;
import com.sexyresume.events.credits.CreditsEvent;
import com.sexyresume.events.credits.CreditsEvent.ChargeRefused;
import com.sexyresume.events.credits.CreditsEvent.CreditsAwarded;
import com.sexyresume.events.credits.CreditsEvent.CreditsMoved;
import com.sexyresume.events.credits.CreditsEvent.CreditsOwed;
import com.sexyresume.events.credits.CreditsEvent.CreditsReclaimed;
import com.sexyresume.events.credits.CreditsEvent.CreditsSpent;
import com.sexyresume.projections.Projector;
import com.sexyresume.projections.Recorded;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * One row of {@code credit_transactions} for each change of a balance (T25), and the balance that the user's last event
 * left. A batch is two statements, however many events it has. What the ledger of an erased user says in words is gone
 * (F20), sources too, which were free text once; the amounts stay.
 */
@Component
class CreditLedgerProjector implements Projector<UserEvent> {

    static final String NAME = "credit-ledger";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Class<? extends UserEvent>> follows() {
        return Set.of(CreditsEvent.class, UserErased.class);
    }

    @Override
    public List<String> tables() {
        return List.of("credit_transactions", "user_credit_balances");
    }

    @Override
    public void project(List<Recorded<UserEvent>> batch, JdbcClient rows) {
        List<Recorded<CreditsMoved>> moves = Recorded.only(CreditsMoved.class, batch);
        if (!moves.isEmpty()) {
            insert(moves, rows);
        }
        List<Recorded<CreditsEvent>> credits = Recorded.only(CreditsEvent.class, batch);
        if (!credits.isEmpty()) {
            balance(credits, rows);
            owed(credits, rows);
        }
        // Nothing is recorded for anybody after their erasure, so it may come last.
        List<Recorded<UserErased>> erased = Recorded.only(UserErased.class, batch);
        if (!erased.isEmpty()) {
            rows.sql("""
                            UPDATE credit_transactions
                            SET description = NULL, source = 'erased'
                            WHERE user_id = ANY (:users::uuid[])
                            """)
                    .param("users", Recorded.column(erased, row -> row.event().userId()))
                    .update();
        }
    }

    private static void insert(List<Recorded<CreditsMoved>> moves, JdbcClient rows) {
        rows.sql("""
                        INSERT INTO credit_transactions
                            (id, user_id, transaction_type, amount, source, description, balance_after, version, created_at)
                        SELECT *
                        FROM unnest(:id::uuid[], :user::uuid[], :type::text[], :amount::int[], :source::text[],
                                    :description::text[], :balance::int[], :version::bigint[], :time::timestamptz[])
                        """)
                .param("id", Recorded.column(moves, move -> move.event().transactionId()))
                .param("user", Recorded.column(moves, move -> move.event().userId()))
                .param("type", Recorded.column(moves, move -> type(move.event())))
                .param("amount", Recorded.column(moves, move -> signed(move.event())))
                .param("source", Recorded.column(moves, move -> move.event().source()))
                .param(
                        "description",
                        Recorded.column(moves, move -> move.event().description()))
                .param("balance", Recorded.column(moves, move -> move.event().balanceAfter()))
                .param("version", Recorded.column(moves, Recorded::version))
                .param("time", Recorded.column(moves, Recorded::time))
                .update();
    }

    private static void balance(List<Recorded<CreditsEvent>> batch, JdbcClient rows) {
        // One statement cannot touch a row twice: of each user's events only the last one counts.
        Map<Object, Recorded<CreditsEvent>> lastOfUser = new LinkedHashMap<>();
        batch.forEach(row -> lastOfUser.put(row.event().userId(), row));
        List<Recorded<CreditsEvent>> last = List.copyOf(lastOfUser.values());
        rows.sql("""
                        INSERT INTO user_credit_balances (user_id, balance, version, updated_at)
                        SELECT *
                        FROM unnest(:user::uuid[], :balance::int[], :version::bigint[], :time::timestamptz[])
                        ON CONFLICT (user_id) DO UPDATE
                            SET balance = excluded.balance, version = excluded.version, updated_at = excluded.updated_at
                        """)
                .param("user", Recorded.column(last, row -> row.event().userId()))
                .param("balance", Recorded.column(last, row -> row.event().balanceAfter()))
                .param("version", Recorded.column(last, Recorded::version))
                .param("time", Recorded.column(last, Recorded::time))
                .update();
    }

    /** Rare: of each user's events the last one that tells what is owed, after whatever it left of the balance. */
    private static void owed(List<Recorded<CreditsEvent>> batch, JdbcClient rows) {
        Map<UserId, Long> owedByUser = new LinkedHashMap<>();
        for (Recorded<CreditsEvent> row : batch) {
            switch (row.event()) {
                case CreditsReclaimed back -> owedByUser.put(back.userId(), back.owedAfter());
                case CreditsOwed debt -> owedByUser.put(debt.userId(), debt.owedAfter());
                case CreditsAwarded _, CreditsSpent _, ChargeRefused _ -> {}
            }
        }
        owedByUser.forEach((user, owed) -> rows.sql("UPDATE user_credit_balances SET owed = ? WHERE user_id = ?")
                .params(owed, user.value())
                .update());
    }

    private static String type(CreditsMoved event) {
        return switch (event) {
            case CreditsAwarded _ -> "earned";
            case CreditsSpent _, CreditsReclaimed _ -> "spent";
        };
    }

    private static int signed(CreditsMoved event) {
        return switch (event) {
            case CreditsAwarded awarded -> awarded.amount();
            case CreditsSpent _, CreditsReclaimed _ -> -event.amount();
        };
    }
}
