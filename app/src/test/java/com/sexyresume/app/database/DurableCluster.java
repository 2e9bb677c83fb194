package com.sexyresume.app.database;

import static org.awaitility.Awaitility.await;

import com.sexyresume.embeddedpostgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A durable PostgreSQL of a test's own, which may be killed, unlike the one that tests share: it starts again by
 * itself. Its databases are copies of one that was migrated once.
 */
public final class DurableCluster implements AutoCloseable {

    private static final LoginPasswords PASSWORDS = LoginPasswords.derivedFrom("tests");
    private static final String TEMPLATE = "migrated";

    private final EmbeddedPostgres postgres;
    private final AtomicInteger databases = new AtomicInteger();

    private DurableCluster(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    public static DurableCluster in(Path folder) throws SQLException {
        DurableCluster cluster = new DurableCluster(EmbeddedPostgres.durable(folder));
        try {
            cluster.execute("CREATE DATABASE " + TEMPLATE);
            cluster.createLogins(TEMPLATE);
            DatabaseConfiguration.migrate(cluster.postgres.jdbcUrl(TEMPLATE), PASSWORDS.migrator());
            return cluster;
        } catch (SQLException | RuntimeException failed) {
            cluster.close();
            throw failed;
        }
    }

    /** An empty history. */
    public Database fresh() throws SQLException {
        String name = "run_" + databases.incrementAndGet();
        awaitAnswers();
        execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        // Rights on a database are not copied with it.
        createLogins(name);
        return new Database(name);
    }

    /** Whoever used it before may have killed the server, which recovers. */
    private void awaitAnswers() {
        await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(() -> {
            execute("SELECT");
            return true;
        });
    }

    /** The process id of the server as it runs now; 0 while it is being started. */
    public long postmaster() throws IOException {
        try {
            List<String> lines = Files.readAllLines(postgres.folder().resolve("pgdata/postmaster.pid"));
            return lines.isEmpty() ? 0 : Long.parseLong(lines.getFirst().strip());
        } catch (NoSuchFileException starting) {
            return 0;
        }
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = superuser("postgres");
                Statement execution = connection.createStatement()) {
            execution.execute(statement);
        }
    }

    private void createLogins(String database) throws SQLException {
        try (Connection connection = superuser(database)) {
            DatabaseLogins.create(connection, PASSWORDS);
        }
    }

    private Connection superuser(String database) throws SQLException {
        return DriverManager.getConnection(
                postgres.jdbcUrl(database) + "?connectTimeout=2&socketTimeout=60",
                postgres.superuser(),
                postgres.password());
    }

    @Override
    public void close() {
        postgres.close();
    }

    /** One of its databases. */
    public final class Database {

        private final String name;

        private Database(String name) {
            this.name = name;
        }

        public String jdbcUrl() {
            return postgres.jdbcUrl(name);
        }

        public String password(String login) {
            return switch (login) {
                case "appender" -> PASSWORDS.appender();
                case "projector" -> PASSWORDS.projector();
                default -> throw new IllegalArgumentException(login);
            };
        }

        /** What the application is started with. */
        public Map<String, String> properties() {
            Map<String, String> properties = new LinkedHashMap<>();
            properties.put("spring.datasource.url", jdbcUrl());
            properties.put("sexyresume.database.passwords.migrator", PASSWORDS.migrator());
            properties.put("sexyresume.database.passwords.appender", PASSWORDS.appender());
            properties.put("sexyresume.database.passwords.projector", PASSWORDS.projector());
            properties.put("sexyresume.database.passwords.query", PASSWORDS.query());
            properties.put("sexyresume.database.passwords.admin", PASSWORDS.admin());
            properties.put("sexyresume.database.passwords.audit", PASSWORDS.audit());
            properties.put("sexyresume.database.passwords.rewrap", PASSWORDS.rewrap());
            return properties;
        }

        public Connection superuser() throws SQLException {
            return DurableCluster.this.superuser(name);
        }

        public void drop() throws SQLException {
            execute("DROP DATABASE " + name + " WITH (FORCE)");
        }
    }
}
