package com.sexyresume.embeddedpostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestDatabasesTest {

    private final String key = UUID.randomUUID().toString();

    @Test
    void gives_each_test_a_database_of_its_own_from_one_migration() throws Exception {
        AtomicInteger migrations = new AtomicInteger();
        try (TestDatabase one = fresh(migrations);
                TestDatabase other = fresh(migrations)) {
            Sql.execute(one.login(), "INSERT INTO note VALUES ('mine')");

            assertThat(Sql.strings(one.login(), "SELECT text FROM note")).containsExactly("seed", "mine");
            assertThat(Sql.strings(other.login(), "SELECT text FROM note")).containsExactly("seed");
            assertThat(migrations).hasValue(1);
        }
    }

    @Test
    void drops_a_database_with_its_sessions_when_it_is_closed() throws Exception {
        TestDatabase database = fresh(new AtomicInteger());
        try (var session = database.login().connect()) {
            database.close();

            assertThat(session.isValid(1)).isFalse();
            assertThat(Sql.strings(TestDatabases.superuser("postgres"), "SELECT datname FROM pg_database"))
                    .isNotEmpty()
                    .doesNotContain(database.name());
        }
    }

    @Test
    void makes_no_template_of_a_migration_that_failed() throws Exception {
        assertThatThrownBy(() -> TestDatabases.fresh(key, template -> {
                    Sql.execute(template, "CREATE TABLE half (id int)");
                    throw new IllegalStateException("broken migration");
                }))
                .hasMessage("broken migration");

        try (TestDatabase database = fresh(new AtomicInteger())) {
            assertThat(Sql.strings(database.login(), "SELECT relname FROM pg_class WHERE relname IN ('half', 'note')"))
                    .containsExactly("note");
        }
    }

    @Test
    void ends_connections_that_a_migration_leaves_open() throws Exception {
        try (TestDatabase database = TestDatabases.fresh(key, template -> {
            try {
                // A pool that nobody closed.
                template.connect().createStatement().execute("CREATE TABLE note (text text)");
            } catch (java.sql.SQLException failed) {
                throw new AssertionError(failed);
            }
        })) {
            assertThat(Sql.strings(database.login(), "SELECT text FROM note")).isEmpty();
        }
    }

    @Test
    void is_one_cluster_for_two_processes_that_share_its_template() throws Exception {
        try (ChildJvm one = ChildJvm.run(OtherTestProcess.class, key);
                ChildJvm other = ChildJvm.run(OtherTestProcess.class, key);
                TestDatabase own = fresh(new AtomicInteger())) {
            String cluster = "SELECT system_identifier FROM pg_control_system()";
            List<String> ownIdentifier = Sql.strings(own.login(), cluster);
            int migrations = 0;
            for (ChildJvm process : List.of(one, other)) {
                assertThat(process.nextLine()).contains(ownIdentifier.getFirst());
                migrations += Integer.parseInt(process.nextLine().orElseThrow());
            }
            assertThat(migrations).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void lets_one_action_at_a_time_work_on_what_all_databases_share() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        IntStream.range(0, 8)
                .parallel()
                .forEach(_ -> TestDatabases.withClusterLock(() -> TestDatabases.withClusterLock(() -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    Sql.execute(TestDatabases.superuser("postgres"), "SELECT pg_stat_clear_snapshot()");
                    inside.decrementAndGet();
                    done.incrementAndGet();
                })));

        assertThat(most).hasValue(1);
        assertThat(done).hasValue(8);
    }

    @Test
    void lets_one_process_at_a_time_work_on_what_all_databases_share() throws Exception {
        String table = "alone_" + key.replace('-', '_');
        Sql.execute(TestDatabases.superuser("postgres"), "CREATE TABLE " + table + " (here int PRIMARY KEY)");
        try (ChildJvm one = ChildJvm.run(LockingTestProcess.class, table);
                ChildJvm other = ChildJvm.run(LockingTestProcess.class, table)) {
            for (ChildJvm process : List.of(one, other)) {
                assertThat(process.nextLine()).contains("was alone");
            }
        } finally {
            Sql.execute(TestDatabases.superuser("postgres"), "DROP TABLE " + table);
        }
    }

    private TestDatabase fresh(AtomicInteger migrations) {
        return TestDatabases.fresh(key, template -> migrate(template, migrations));
    }

    private static void migrate(DatabaseLogin template, AtomicInteger migrations) {
        migrations.incrementAndGet();
        Sql.execute(
                template,
                "CREATE EXTENSION vector",
                "CREATE TABLE note (text text)",
                "INSERT INTO note VALUES ('seed')");
    }

    /** Prints which cluster it was given and how often it migrated. */
    static final class OtherTestProcess {

        public static void main(String[] arguments) throws Exception {
            AtomicInteger migrations = new AtomicInteger();
            try (TestDatabase database = TestDatabases.fresh(arguments[0], template -> migrate(template, migrations))) {
                System.out.println(Sql.strings(database.login(), "SELECT system_identifier FROM pg_control_system()")
                        .getFirst());
                System.out.println(migrations.get());
            }
        }
    }

    /** Claims the only place in a table again and again; a second one inside the lock would find it taken and die. */
    static final class LockingTestProcess {

        public static void main(String[] arguments) {
            DatabaseLogin login = TestDatabases.superuser("postgres");
            for (int round = 0; round < 20; round++) {
                TestDatabases.withClusterLock(() -> {
                    Sql.execute(login, "INSERT INTO " + arguments[0] + " VALUES (1)");
                    Sql.execute(login, "DELETE FROM " + arguments[0]);
                });
            }
            System.out.println("was alone");
        }
    }
}
