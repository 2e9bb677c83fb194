package com.sexyresume.query.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.events.UserId;
import com.sexyresume.events.accounts.AccountsEvent;
import com.sexyresume.events.accounts.AccountsEvent.ProfileUpdated;
import com.sexyresume.events.accounts.AccountsEvent.UserErased;
import com.sexyresume.events.accounts.AccountsEvent.UserRegistered;
import com.sexyresume.projections.Recorded;
import com.sexyresume.query.QueryDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** T01: the rows are those of the events, however these come in batches. */
class UsersProjectorTest {

    private static final UserId ADA = new UserId(new UUID(1, 1));
    private static final UserId BOB = new UserId(new UUID(1, 2));
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static QueryDatabase database;
    private static DataSource projection;
    private static JdbcClient superuser;

    @BeforeAll
    static void migrate() {
        database = QueryDatabase.whole();
        projection = database.pool("projector", 1);
        superuser = database.superuser();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void empty() {
        superuser.sql("TRUNCATE users").update();
    }

    @Test
    void addressesThatChangeHandsWithinABatchEndWithTheirLastOwners() {
        project(
                List.of(
                        at(1, 0, new UserRegistered(ADA, "ada@example.org", "Ada")),
                        at(2, 0, new UserRegistered(BOB, "bob@example.org", null))),
                2);
        project(
                List.of(
                        at(3, 1, new ProfileUpdated(ADA, "x@example.org", "Ada")),
                        at(4, 1, new ProfileUpdated(BOB, "ada@example.org", null)),
                        at(5, 2, new ProfileUpdated(ADA, "bob@example.org", "Ada"))),
                3);
        assertThat(emails()).containsExactly("bob@example.org", "ada@example.org");
    }

    @Test
    void whoIsErasedHasNoName() {
        project(
                List.of(
                        at(1, 0, new UserRegistered(ADA, "ada@example.org", "Ada")),
                        at(2, 0, new UserRegistered(BOB, "bob@example.org", "Bob"))),
                2);
        project(List.of(at(3, 1, new UserErased(ADA, ADA))), 1);
        assertThat(superuser
                        .sql("SELECT concat_ws(' ', email, full_name, deleted_at IS NULL) FROM users ORDER BY id")
                        .query(String.class)
                        .list())
                .containsExactly("deleted_" + ADA + "@anonymized.local f", "bob@example.org Bob t");
    }

    @Test
    void anySizeOfBatchGivesTheSameRows() {
        long seed = new Random().nextLong();
        System.out.println("Random users, seed " + seed);
        List<Recorded<AccountsEvent>> events = random(new Random(seed));
        List<String> expected = null;
        for (int batchSize : new int[] {1, 3, 17, events.size()}) {
            empty();
            project(events, batchSize);
            List<String> rows = rows();
            assertThat(rows).as("seed %s", seed).isNotEmpty();
            expected = expected == null ? rows : expected;
            assertThat(rows).as("batches of %s, seed %s", batchSize, seed).isEqualTo(expected);
        }
    }

    /** Few addresses, so that they often change hands; at any time each is one user's, as the claims see to. */
    private static List<Recorded<AccountsEvent>> random(Random random) {
        List<Recorded<AccountsEvent>> events = new ArrayList<>();
        Map<UserId, Long> versions = new HashMap<>();
        Map<String, UserId> owners = new HashMap<>();
        for (int position = 1; position <= 200; position++) {
            UserId user = new UserId(new UUID(2, random.nextInt(8)));
            String email = "address-" + random.nextInt(12) + "@example.org";
            UserId owner = owners.get(email);
            if (owner != null && !owner.equals(user)) {
                continue;
            }
            owners.values().removeIf(user::equals);
            owners.put(email, user);
            boolean isNew = !versions.containsKey(user);
            String name = random.nextBoolean() ? null : "Name " + position;
            events.add(at(
                    position,
                    versions.merge(user, 0L, (before, zero) -> before + 1),
                    isNew ? new UserRegistered(user, email, name) : new ProfileUpdated(user, email, name)));
        }
        return events;
    }

    private static Recorded<AccountsEvent> at(long position, long version, AccountsEvent event) {
        return new Recorded<>(
                position, new UUID(3, position), event.userId().value(), version, NOON.plusSeconds(position), event);
    }

    private static void project(List<Recorded<AccountsEvent>> events, int batchSize) {
        UsersProjector projector = new UsersProjector();
        JdbcClient rows = JdbcClient.create(projection);
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(projection));
        for (int begin = 0; begin < events.size(); begin += batchSize) {
            List<Recorded<AccountsEvent>> batch = events.subList(begin, Math.min(begin + batchSize, events.size()));
            transaction.executeWithoutResult(status -> projector.project(batch, rows));
        }
    }

    private static List<String> emails() {
        return superuser
                .sql("SELECT email FROM users ORDER BY id")
                .query(String.class)
                .list();
    }

    private static List<String> rows() {
        return superuser
                .sql("SELECT to_jsonb(u)::text FROM users u ORDER BY id")
                .query(String.class)
                .list();
    }
}
