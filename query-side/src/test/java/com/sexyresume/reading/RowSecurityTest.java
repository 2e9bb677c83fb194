package com.sexyresume.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCollection;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sexyresume.query.QueryDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

/** P01–P05: every read is as somebody, who sees what is theirs. */
class RowSecurityTest {

    private static final UUID ALICE = UUID.fromString("00000000-0000-4000-8000-00000000a11c");
    private static final UUID BOB = UUID.fromString("00000000-0000-4000-8000-000000000b0b");
    private static final UUID ADMIN = UUID.fromString("00000000-0000-4000-8000-00000000ad01");
    private static final UUID AUDITOR = UUID.fromString("00000000-0000-4000-8000-0000000a0d17");

    private static final int USERS = 20;
    private static final int NOTES_EACH = 5;

    private static QueryDatabase database;
    private static DataSource queries;
    private static Reader reader;

    @BeforeAll
    static void migrate() {
        database = QueryDatabase.fresh();
        database.asOwner("""
                CREATE TABLE notes (id uuid PRIMARY KEY, user_id uuid NOT NULL, text text NOT NULL);
                CREATE INDEX idx_notes_user ON notes (user_id);
                SELECT private.secure_user_table('notes');
                """);
        queries = database.pool("query_login", 8);
        reader = new Reader(queries, database.pool("admin_login", 2), database.pool("audit_login", 2));
        JdbcClient superuser = database.superuser();
        for (UUID user : List.of(ALICE, BOB)) {
            note(superuser, user, "of " + user);
        }
        for (int user = 0; user < USERS; user++) {
            for (int note = 0; note < NOTES_EACH; note++) {
                note(superuser, user(user), "of " + user(user));
            }
        }
        database.admin(ADMIN, "admin");
        database.admin(AUDITOR, "auditor");
        // A row as whoever writes rows might write it: nothing in the history says so.
        superuser
                .sql("INSERT INTO admin_users VALUES (?, 'super_admin', true, ?, now(), now())")
                .params(BOB, BOB)
                .update();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void aReaderSeesOnlyTheirOwnRows() {
        assertThatCollection(QueryDatabase.as(ALICE, RowSecurityTest::texts)).containsExactly("of " + ALICE);
        assertThatCollection(QueryDatabase.as(BOB, RowSecurityTest::texts)).containsExactly("of " + BOB);
        assertThatCollection(QueryDatabase.as(UUID.randomUUID(), RowSecurityTest::texts))
                .isEmpty();
    }

    @Test
    void withoutATokenNothingIsRead() {
        assertThatExceptionOfType(NotAllowed.class).isThrownBy(RowSecurityTest::texts);
    }

    @Test
    void theTokenOfAVisitorReadsNothing() {
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() ->
                        QueryDatabase.as(Map.of("sub", ALICE.toString(), "role", "anon"), RowSecurityTest::texts));
    }

    @Test
    void aServiceTokenReadsAsItsOwnSubjectAndNoMore() {
        assertThatCollection(QueryDatabase.as(
                        Map.of("sub", ALICE.toString(), "role", "service_role"), RowSecurityTest::texts))
                .containsExactly("of " + ALICE);
    }

    @Test
    void aTransactionWithoutAnIdentityIsRefusedBeforeItBegins() {
        TransactionTemplate transaction =
                new TransactionTemplate(new RowSecurity(queries, QueryDatabase.LONGEST_QUERY));
        assertThatExceptionOfType(IllegalTransactionStateException.class)
                .isThrownBy(() -> transaction.execute(status -> JdbcClient.create(queries)
                        .sql("SELECT text FROM notes")
                        .query(String.class)
                        .list()));
    }

    @Test
    void outsideATransactionTheLoginReadsNothing() {
        assertThatThrownBy(() -> JdbcClient.create(queries)
                        .sql("SELECT text FROM notes")
                        .query(String.class)
                        .list())
                .isInstanceOf(DataAccessException.class)
                .hasRootCauseMessage("ERROR: permission denied for table notes");
    }

    @Test
    void aClientKeptFromAReadReadsNothingAfterIt() {
        JdbcClient kept = QueryDatabase.as(ALICE, () -> reader.read(rows -> rows));
        assertThatThrownBy(() ->
                        kept.sql("SELECT text FROM notes").query(String.class).list())
                .hasRootCauseMessage("ERROR: permission denied for table notes");
    }

    @Test
    void aReadWritesNothing() {
        assertThatThrownBy(() -> QueryDatabase.as(
                        ALICE,
                        () -> reader.read(rows ->
                                rows.sql("UPDATE notes SET text = 'mine'").update())))
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void aReadInsideAReadIsRefused() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> QueryDatabase.as(ALICE, () -> reader.read(rows -> reader.read(inner -> 1))));
    }

    @Test
    void anAdminReadsEveryUsersRowsAndOnlyWhenAskedTo() {
        assertThatCollection(QueryDatabase.as(ADMIN, RowSecurityTest::texts)).isEmpty();
        assertThatCollection(QueryDatabase.as(ADMIN, () -> reader.readAsAdmin(RowSecurityTest::texts)))
                .contains("of " + ALICE, "of " + BOB)
                .hasSize(2 + USERS * NOTES_EACH);
    }

    @Test
    void nobodyButAnActiveAdminReadsAsAdmin() {
        for (UUID user : List.of(ALICE, BOB, AUDITOR)) {
            assertThatExceptionOfType(NotAllowed.class)
                    .isThrownBy(() -> QueryDatabase.as(user, () -> reader.readAsAdmin(RowSecurityTest::texts)));
        }
    }

    @Test
    void nobodyButAnActiveAuditorReadsAsAuditor() {
        for (UUID user : List.of(ALICE, BOB, ADMIN)) {
            assertThatExceptionOfType(NotAllowed.class)
                    .isThrownBy(() -> QueryDatabase.as(user, () -> reader.readAsAuditor(rows -> 1)));
        }
        assertThatObject(QueryDatabase.as(AUDITOR, () -> reader.readAsAuditor(rows -> 1)))
                .isEqualTo(1);
    }

    @Test
    void anAuditorSeesNoUsersRows() {
        assertThatThrownBy(() -> QueryDatabase.as(AUDITOR, () -> reader.readAsAuditor(RowSecurityTest::texts)))
                .hasRootCauseMessage("ERROR: permission denied for table notes");
    }

    @Test
    void everybodySeesTheirOwnRolesAndAnAdminSeesAll() {
        assertThatCollection(QueryDatabase.as(ADMIN, () -> reader.read(RowSecurityTest::roles)))
                .containsExactly("admin");
        assertThatCollection(QueryDatabase.as(ALICE, () -> reader.read(RowSecurityTest::roles)))
                .isEmpty();
        assertThatCollection(QueryDatabase.as(ADMIN, () -> reader.readAsAdmin(RowSecurityTest::roles)))
                .containsExactlyInAnyOrder("admin", "auditor", "super_admin");
    }

    @Test
    void nothingIsLeftOnAConnectionWhateverEndsTheTransaction() throws Exception {
        DataSource one = database.pool("query_login", 1);
        Reader narrow = new Reader(one, one, one);
        QueryDatabase.as(ALICE, () -> narrow.read(RowSecurityTest::texts));
        assertThat(settings(one)).containsExactly("none", "");
        assertThatThrownBy(() -> QueryDatabase.as(
                        ALICE,
                        () -> narrow.read(
                                rows -> rows.sql("SELECT 1 / 0").query().singleValue())))
                .isInstanceOf(DataAccessException.class);
        assertThat(settings(one)).containsExactly("none", "");
        assertThatThrownBy(() -> QueryDatabase.as(
                        ALICE,
                        () -> narrow.<Integer>read(rows -> {
                            throw new IllegalStateException("planted");
                        })))
                .hasMessage("planted");
        assertThat(settings(one)).containsExactly("none", "");
    }

    @Test
    void aReadThatChangesItsOwnRoleEndsWithIt() throws Exception {
        DataSource one = database.pool("query_login", 1);
        Reader narrow = new Reader(one, one, one);
        QueryDatabase.as(
                ALICE,
                () -> narrow.read(rows -> rows.sql("SELECT set_config('role', 'anon', true)")
                        .query(String.class)
                        .single()));
        assertThatCollection(QueryDatabase.as(ALICE, () -> narrow.read(RowSecurityTest::texts)))
                .containsExactly("of " + ALICE);
        assertThat(settings(one)).containsExactly("none", "");
    }

    @Test
    void aStatementThatTakesTooLongIsEnded() {
        DataSource one = database.pool("query_login", 1);
        Reader impatient = new Reader(one, one, one, Duration.ofMillis(50));
        assertThatThrownBy(() -> QueryDatabase.as(
                        ALICE,
                        () -> impatient.read(
                                rows -> rows.sql("SELECT pg_sleep(30)").query().listOfRows())))
                .hasRootCauseMessage("ERROR: canceling statement due to statement timeout");
        assertThat(settings(one)).containsExactly("none", "");
        assertThat(JdbcClient.create(one)
                        .sql("SHOW statement_timeout")
                        .query(String.class)
                        .single())
                .isEqualTo("0");
    }

    @Test
    void noForeignRowIsEverSeenByThirtyTwoThreadsOnEightConnections() throws Exception {
        long seed = System.nanoTime();
        System.out.println("RowSecurityTest seed " + seed);
        int threads = 32;
        int readsEach = 150;
        AtomicInteger rollbacks = new AtomicInteger();
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> results = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                Random random = new Random(seed + thread);
                results.add(executor.submit(() -> {
                    for (int read = 0; read < readsEach; read++) {
                        readOnce(random, rollbacks);
                    }
                }));
            }
            for (Future<?> result : results) {
                await(result);
            }
        }
        assertThat(rollbacks).hasPositiveValue();
    }

    private static void readOnce(Random random, AtomicInteger rollbacks) {
        UUID user = user(random.nextInt(USERS));
        int fault = random.nextInt(20);
        try {
            List<String> seen = QueryDatabase.as(
                    user,
                    () -> reader.read(rows -> {
                        List<String> texts = texts(rows);
                        if (fault == 0) {
                            throw new IllegalStateException("planted");
                        }
                        if (fault == 1) {
                            rows.sql("SELECT 1 / 0").query().singleValue();
                        }
                        return texts;
                    }));
            assertThat(seen).hasSize(NOTES_EACH).containsOnly("of " + user);
        } catch (IllegalStateException | DataAccessException planted) {
            rollbacks.incrementAndGet();
        }
    }

    private static void await(Future<?> result) throws InterruptedException {
        try {
            result.get();
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        }
    }

    private static List<String> texts() {
        return reader.read(RowSecurityTest::texts);
    }

    private static List<String> texts(JdbcClient rows) {
        return rows.sql("SELECT text FROM notes").query(String.class).list();
    }

    private static List<String> roles(JdbcClient rows) {
        return rows.sql("SELECT role FROM admin_users").query(String.class).list();
    }

    /** What a pooled connection of the login carries between transactions. */
    private static List<String> settings(DataSource pool) {
        return JdbcClient.create(pool).sql("""
                        SELECT unnest(ARRAY [current_setting('role'),
                                             coalesce(current_setting('request.jwt.claims', true), '')])
                        """).query(String.class).list();
    }

    private static UUID user(int number) {
        return new UUID(0x4000L, 0x8000_0000_0000_0000L + number);
    }

    private static void note(JdbcClient superuser, UUID user, String text) {
        superuser
                .sql("INSERT INTO notes VALUES (gen_random_uuid(), ?, ?)")
                .param(user)
                .param(text)
                .update();
    }

    @Test
    void whatReadsForUsersCannotReadAsAnAdministratorOrAnAuditor() {
        for (String role : List.of("admin_reader", "auditor")) {
            assertThatThrownBy(() -> QueryDatabase.as(
                            ALICE,
                            () -> reader.read(rows -> rows.sql("SELECT set_config('role', ?, true)")
                                    .param(role)
                                    .query(String.class)
                                    .single())))
                    .hasRootCauseMessage("ERROR: permission denied to set role \"" + role + "\"");
        }
    }
}
