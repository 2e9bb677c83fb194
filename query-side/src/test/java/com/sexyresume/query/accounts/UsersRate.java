package com.sexyresume.query.accounts;

import com.sexyresume.events.UserId;
import com.sexyresume.events.accounts.AccountsEvent;
import com.sexyresume.events.accounts.AccountsEvent.ProfileUpdated;
import com.sexyresume.events.accounts.AccountsEvent.UserRegistered;
import com.sexyresume.projections.Recorded;
import com.sexyresume.query.QueryDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Prints how many events the users' projector takes in in a second, in batches of one event and of 200, each batch a
 * transaction, in turns on one database. Run it from the test class path.
 */
final class UsersRate {

    private static final int EVENTS = 10_000;
    private static final int BATCH = 200;
    private static final int ROUNDS = 3;

    private UsersRate() {}

    public static void main(String[] arguments) {
        try (QueryDatabase database = QueryDatabase.whole()) {
            DataSource projection = database.pool("projector", 1);
            JdbcClient rows = JdbcClient.create(projection);
            TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(projection));
            double[] single = new double[ROUNDS];
            double[] together = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                single[round] = rate(database, rows, transaction, 1);
                together[round] = rate(database, rows, transaction, BATCH);
            }
            Arrays.sort(single);
            Arrays.sort(together);
            double alone = single[ROUNDS / 2];
            double batched = together[ROUNDS / 2];
            System.out.printf(
                    "A transaction of %d events: statement for each event %.0f/s, for each batch %.0f/s, ratio %.1f%n",
                    BATCH, alone, batched, batched / alone);
        }
    }

    /** @param statement events that one call of the projector gets, within transactions of {@value #BATCH} */
    private static double rate(
            QueryDatabase database, JdbcClient rows, TransactionTemplate transaction, int statement) {
        database.superuser().sql("TRUNCATE users").update();
        UsersProjector projector = new UsersProjector();
        List<Recorded<AccountsEvent>> events = events();
        long start = System.nanoTime();
        for (int begin = 0; begin < EVENTS; begin += BATCH) {
            List<Recorded<AccountsEvent>> batch = events.subList(begin, begin + BATCH);
            transaction.executeWithoutResult(status -> {
                for (int at = 0; at < BATCH; at += statement) {
                    projector.project(batch.subList(at, at + statement), rows);
                }
            });
        }
        return EVENTS * 1e9 / (System.nanoTime() - start);
    }

    /** Every fourth event changes a profile of earlier on. */
    private static List<Recorded<AccountsEvent>> events() {
        List<Recorded<AccountsEvent>> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            boolean changes = i % 4 == 3;
            UserId user = new UserId(new UUID(4, changes ? i / 2 / 4 * 4 : i));
            String email = i + "@example.org";
            AccountsEvent event =
                    changes ? new ProfileUpdated(user, email, "Someone") : new UserRegistered(user, email, "Someone");
            events.add(new Recorded<>(i + 1, new UUID(5, i), user.value(), changes ? i : 0, Instant.EPOCH, event));
        }
        return events;
    }
}
