package com.sexyresume.embeddedpostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DurableServerTest {

    private Path folder;
    private EmbeddedPostgres postgres;
    private DatabaseLogin login;

    @BeforeAll
    void start(@TempDir Path folder) {
        this.folder = folder;
        postgres = EmbeddedPostgres.durable(folder, Map.of("work_mem", "6MB"));
        login = Sql.login(postgres);
    }

    @AfterAll
    void stop() {
        postgres.close();
    }

    @Test
    void finds_the_nearest_neighbour_with_pgvector() throws Exception {
        Sql.execute(
                login,
                "CREATE EXTENSION vector",
                "CREATE TABLE job (title text, embedding vector(3))",
                "INSERT INTO job VALUES ('cook', '[1,0,0]'), ('smith', '[0,1,0]'), ('clerk', '[0,0,1]')",
                "CREATE INDEX ON job USING hnsw (embedding vector_cosine_ops)");

        assertThat(Sql.strings(login, "SELECT title FROM job ORDER BY embedding <=> '[0.1,0.9,0.2]' LIMIT 1"))
                .containsExactly("smith");
    }

    @Test
    void writes_through_to_the_disk_with_checksums_and_speaks_only_to_this_machine() throws Exception {
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

    @Test
    void keeps_the_password_to_its_owner_and_asks_for_it() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("password"))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(folder.resolve("password"))).isEqualTo(postgres.password());
        assertThat(Sql.accepts(login)).isTrue();
        assertThat(Sql.accepts(new DatabaseLogin(login.jdbcUrl(), login.user(), "guess")))
                .isFalse();
    }

    @Test
    void keeps_what_statements_say_out_of_the_log() throws Exception {
        Sql.execute(
                login, "CREATE TABLE person (email text PRIMARY KEY)", "INSERT INTO person VALUES ('ada@example.org')");

        assertThatThrownBy(() -> Sql.execute(login, "INSERT INTO person VALUES ('ada@example.org')"))
                .hasMessageContaining("duplicate key");

        assertThat(Files.readString(folder.resolve("postgresql.log")))
                .contains("ready to accept connections")
                .doesNotContain("ada@example.org")
                .doesNotContain("duplicate key");
    }

    @Test
    void refuses_a_second_instance_at_once_and_lets_the_first_go_on() throws Exception {
        long pid = ProcessHandle.current().pid();
        assertThatThrownBy(() -> EmbeddedPostgres.durable(folder))
                .isInstanceOfSatisfying(DataFolderInUse.class, refused -> {
                    assertThat(refused.folder()).isEqualTo(folder);
                    assertThat(refused.pid()).hasValue(pid);
                });
        // After the refusal above, which must not have freed the lock.
        try (ChildJvm second = ChildJvm.run(SecondInstance.class, folder.toString())) {
            assertThat(second.nextLine()).contains("refused: pid " + pid);
        }
        assertThat(Sql.accepts(login)).isTrue();
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
