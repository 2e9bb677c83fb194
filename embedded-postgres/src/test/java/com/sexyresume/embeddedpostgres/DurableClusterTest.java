package com.sexyresume.embeddedpostgres;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableClusterTest {

    @TempDir
    Path folder;

    @Test
    void finds_the_nearest_neighbour_with_pgvector() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.durable(folder)) {
            DatabaseLogin login = Sql.login(postgres);
            Sql.execute(
                    login,
                    "CREATE EXTENSION vector",
                    "CREATE TABLE job (title text, embedding vector(3))",
                    "INSERT INTO job VALUES ('cook', '[1,0,0]'), ('smith', '[0,1,0]'), ('clerk', '[0,0,1]')",
                    "CREATE INDEX ON job USING hnsw (embedding vector_cosine_ops)");

            assertThat(Sql.strings(login, "SELECT title FROM job ORDER BY embedding <=> '[0.1,0.9,0.2]' LIMIT 1"))
                    .containsExactly("smith");
        }
    }

    @Test
    void keeps_rows_port_and_password_over_a_restart() throws Exception {
        DatabaseLogin before;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.durable(folder)) {
            before = Sql.login(postgres);
            Sql.execute(before, "CREATE TABLE kept (id int)", "INSERT INTO kept VALUES (1)");
        }
        assertThat(Sql.accepts(before)).isFalse();

        try (EmbeddedPostgres postgres = EmbeddedPostgres.durable(folder)) {
            assertThat(Sql.login(postgres)).isEqualTo(before);
            assertThat(Sql.strings(before, "SELECT id FROM kept")).containsExactly("1");
        }
    }

    @Test
    void writes_through_to_the_disk_with_checksums_and_speaks_only_to_this_machine() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.durable(folder, Map.of("work_mem", "6MB"))) {
            DatabaseLogin login = Sql.login(postgres);

            assertThat(Sql.strings(login, """
                    SELECT name || ' ' || current_setting(name) FROM pg_settings
                    WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'listen_addresses',
                            'unix_socket_directories', 'work_mem', 'max_parallel_maintenance_workers')
                    ORDER BY name"""))
                    .containsExactly(
                            "data_checksums on",
                            "fsync on",
                            "full_page_writes on",
                            "listen_addresses 127.0.0.1",
                            "max_parallel_maintenance_workers 0",
                            "synchronous_commit on",
                            "unix_socket_directories ",
                            "work_mem 6MB");
        }
    }

    @Test
    void keeps_the_password_to_its_owner_and_asks_for_it() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.durable(folder)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("password"))))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(folder.resolve("password"))).isEqualTo(postgres.password());
            assertThat(Sql.accepts(new DatabaseLogin(postgres.jdbcUrl("postgres"), postgres.superuser(), "guess")))
                    .isFalse();
        }
    }

    @Test
    void keeps_what_statements_say_out_of_the_log() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.durable(folder)) {
            DatabaseLogin login = Sql.login(postgres);
            Sql.execute(
                    login,
                    "CREATE TABLE person (email text PRIMARY KEY)",
                    "INSERT INTO person VALUES ('ada@example.org')");

            assertThatThrownBy(() -> Sql.execute(login, "INSERT INTO person VALUES ('ada@example.org')"))
                    .hasMessageContaining("duplicate key");

            assertThat(Files.readString(folder.resolve("postgresql.log")))
                    .contains("ready to accept connections")
                    .doesNotContain("ada@example.org")
                    .doesNotContain("duplicate key");
        }
    }

    @Test
    void refuses_a_second_instance_at_once_and_lets_the_first_go_on() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.durable(folder);
                ChildJvm second = ChildJvm.run(SecondInstance.class, folder.toString())) {
            assertThatThrownBy(() -> EmbeddedPostgres.durable(folder))
                    .isInstanceOfSatisfying(DataFolderInUse.class, refused -> {
                        assertThat(refused.folder()).isEqualTo(folder);
                        assertThat(refused.pid())
                                .hasValue(ProcessHandle.current().pid());
                    });
            assertThat(second.nextLine())
                    .contains("refused: pid " + ProcessHandle.current().pid());
            assertThatThrownBy(() -> EmbeddedPostgres.durable(folder)).isInstanceOf(DataFolderInUse.class);
            assertThat(Sql.accepts(Sql.login(postgres))).isTrue();
        }
    }

    @Test
    void comes_back_by_itself_with_all_committed_rows_when_the_server_is_killed() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.durable(folder)) {
            DatabaseLogin login = Sql.login(postgres);
            Sql.execute(login, "CREATE TABLE kept AS SELECT * FROM generate_series(1, 1000) AS id");
            for (int time = 0; time < 2; time++) {
                long killed = postgres.postmaster();
                ProcessHandle.of(killed).orElseThrow().destroyForcibly();

                await("another server answers")
                        .atMost(ofSeconds(20))
                        .until(() -> postgres.postmaster() != killed && Sql.accepts(login));
                assertThat(Sql.strings(login, "SELECT count(*) FROM kept")).containsExactly("1000");
            }
        }
    }

    @Test
    void recovers_what_a_killed_process_had_committed() throws Exception {
        List<String> committed = new ArrayList<>();
        long postmaster;
        try (ChildJvm child = ChildJvm.run(CommittingInstance.class, folder.toString())) {
            postmaster = Long.parseLong(child.nextLine().orElseThrow());
            while (committed.size() < 100) {
                committed.add(child.nextLine().orElseThrow());
            }
            child.kill();
            for (var line = child.nextLine(); line.isPresent(); line = child.nextLine()) {
                committed.add(line.get());
            }
        }

        try (EmbeddedPostgres postgres = EmbeddedPostgres.durable(folder)) {
            assertThat(ProcessIdentity.isRunning(postmaster)).isFalse();
            assertThat(Sql.strings(Sql.login(postgres), "SELECT id FROM kept")).containsAll(committed);
        }
    }

    @Test
    void ends_its_server_when_the_process_is_killed() throws Exception {
        try (ChildJvm child = ChildJvm.run(CommittingInstance.class, folder.toString())) {
            long postmaster = Long.parseLong(child.nextLine().orElseThrow());
            assertThat(ProcessIdentity.isRunning(postmaster)).isTrue();

            child.kill();

            await("the server has ended").atMost(ofSeconds(20)).until(() -> !ProcessIdentity.isRunning(postmaster));
        }
    }

    @Test
    void ends_a_server_that_was_left_alone_in_its_folder() throws Exception {
        long orphan;
        try (ChildJvm child = ChildJvm.run(CommittingInstance.class, folder.toString())) {
            orphan = Long.parseLong(child.nextLine().orElseThrow());
            List<ProcessHandle> guardians = ProcessHandle.of(child.pid())
                    .orElseThrow()
                    .descendants()
                    .filter(process -> process.info().command().orElse("").endsWith("sh"))
                    .toList();
            guardians.forEach(ProcessHandle::destroyForcibly);
            child.kill();
        }
        assertThat(ProcessIdentity.isRunning(orphan)).isTrue();

        try (EmbeddedPostgres postgres = EmbeddedPostgres.durable(folder)) {
            assertThat(ProcessIdentity.isRunning(orphan)).isFalse();
            assertThat(Sql.strings(Sql.login(postgres), "SELECT count(*) > 0 FROM kept"))
                    .containsExactly("t");
        }
    }

    @Test
    void starts_although_another_program_has_the_pid_of_a_server_that_crashed() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.durable(folder)) {
            Sql.execute(Sql.login(postgres), "CREATE TABLE kept (id int)");
        }
        Files.writeString(
                folder.resolve("pgdata/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + folder.resolve("pgdata")
                        + "\n1\n5432\n\n127.0.0.1\n\nready   \n");

        try (EmbeddedPostgres postgres = EmbeddedPostgres.durable(folder)) {
            assertThat(Sql.strings(Sql.login(postgres), "SELECT count(*) FROM kept"))
                    .containsExactly("0");
        }
    }

    @Test
    void takes_another_port_when_the_last_one_is_taken() throws Exception {
        int before;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.durable(folder)) {
            before = postgres.port();
        }
        try (java.net.ServerSocket other =
                        new java.net.ServerSocket(before, 1, java.net.InetAddress.ofLiteral("127.0.0.1"));
                EmbeddedPostgres postgres = EmbeddedPostgres.durable(folder)) {
            assertThat(postgres.port()).isNotEqualTo(other.getLocalPort());
            assertThat(Sql.accepts(Sql.login(postgres))).isTrue();
        }
    }

    @Test
    void can_be_closed_twice() {
        EmbeddedPostgres postgres = EmbeddedPostgres.durable(folder);
        postgres.close();
        postgres.close();

        assertThat(Sql.accepts(Sql.login(postgres))).isFalse();
    }

    @Test
    void says_what_the_server_said_when_it_does_not_start() {
        assertThatThrownBy(() -> EmbeddedPostgres.durable(folder, Map.of("no_such_setting", "1")))
                .isInstanceOf(PostgresUnavailable.class)
                .hasMessageContaining("unrecognized configuration parameter \"no_such_setting\"");
    }

    /** Commits a row at a time and prints each once it is committed, until it is killed. */
    static final class CommittingInstance {

        public static void main(String[] arguments) throws Exception {
            try (EmbeddedPostgres postgres = EmbeddedPostgres.durable(Path.of(arguments[0]));
                    var connection = Sql.login(postgres).connect();
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE kept (id bigint)");
                System.out.println(postgres.postmaster());
                for (long id = 1; ; id++) {
                    statement.execute("INSERT INTO kept VALUES (" + id + ")");
                    System.out.println(id);
                }
            }
        }
    }

    /** Tries to open a folder that is in use and prints the refusal. */
    static final class SecondInstance {

        public static void main(String[] arguments) {
            try (EmbeddedPostgres postgres = EmbeddedPostgres.durable(Path.of(arguments[0]))) {
                System.out.println("opened on port " + postgres.port());
            } catch (DataFolderInUse refused) {
                System.out.println("refused: pid " + refused.pid().orElse(-1));
            }
        }
    }
}
