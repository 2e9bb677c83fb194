package com.sexyresume.embeddedpostgres;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
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
    void comes_back_by_itself_with_all_committed_rows_however_often_the_server_is_killed() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.durable(folder)) {
            DatabaseLogin login = Sql.login(postgres);
            Sql.execute(login, "CREATE TABLE kept AS SELECT * FROM generate_series(1, 1000) AS id");
            for (int time = 0; time < 15; time++) {
                long killed = postgres.postmaster();
                ProcessHandle.of(killed).orElseThrow().destroyForcibly();

                await("another server answers")
                        .atMost(ofSeconds(60))
                        .until(() -> postgres.postmaster() != killed && Sql.accepts(login));
                assertThat(Sql.strings(login, "SELECT count(*) FROM kept")).containsExactly("1000");
            }
        }
    }

    @Test
    void comes_back_by_itself_when_what_kept_it_from_starting_is_out_of_the_way() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.durable(folder)) {
            DatabaseLogin login = Sql.login(postgres);
            Path configuration = folder.resolve("pgdata/postgresql.conf");
            String right = Files.readString(configuration);
            Files.writeString(configuration, right + "\nno_such_setting = 1\n");
            long killed = postgres.postmaster();
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();
            await("eleven starts have failed")
                    .atMost(ofMinutes(3))
                    .until(() -> Files.readString(folder.resolve("postgresql.log"))
                                    .split("unrecognized configuration parameter", -1)
                                    .length
                            > 11);

            Files.writeString(configuration, right);

            await("another server answers")
                    .atMost(ofSeconds(60))
                    .until(() -> postgres.postmaster() != killed && Sql.accepts(login));
        }
    }

    @Test
    void comes_back_by_itself_although_a_session_of_the_killed_server_stands_still() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.durable(folder)) {
            DatabaseLogin login = Sql.login(postgres);
            try (var connection = login.connect();
                    var statement = connection.createStatement();
                    var row = statement.executeQuery("SELECT pg_backend_pid()")) {
                row.next();
                assertThat(new ProcessBuilder("kill", "-STOP", row.getString(1))
                                .start()
                                .waitFor())
                        .isZero();
                long killed = postgres.postmaster();
                ProcessHandle.of(killed).orElseThrow().destroyForcibly();

                await("another server answers")
                        .atMost(ofSeconds(60))
                        .until(() -> postgres.postmaster() != killed && Sql.accepts(login));
                connection.abort(Runnable::run);
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
            assertThat(child.nextLine()).as("the first row that is committed").hasValue("1");
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
    void makes_folders_that_others_cannot_look_into() throws Exception {
        Path inside = folder.resolve("data/postgresql");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.durable(inside)) {
            assertThat(postgres.folder()).isEqualTo(inside.toRealPath());
        }

        // Where the server has another uid, that uid must pass; nobody else may list them either way.
        String right = ServerAccount.choose() == ServerAccount.NOBODY ? "rwx--x--x" : "rwx------";
        for (Path each : List.of(inside, inside.getParent())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .isEqualTo(right);
        }
    }

    @Test
    void takes_another_port_when_the_last_one_is_taken() throws Exception {
        int before;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.durable(folder)) {
            before = postgres.port();
        }
        try (ServerSocket other = new ServerSocket(before, 1, InetAddress.ofLiteral("127.0.0.1"));
                EmbeddedPostgres postgres = EmbeddedPostgres.durable(folder)) {
            assertThat(postgres.port()).isNotEqualTo(other.getLocalPort());
            assertThat(Sql.accepts(Sql.login(postgres))).isTrue();
        }
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
}
