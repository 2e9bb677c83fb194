package com.sexyresume.benchmarks.rig;

import com.sexyresume.embeddedpostgres.DatabaseLogin;
import com.sexyresume.embeddedpostgres.EmbeddedPostgres;
import com.sexyresume.eventstore.history.AppendCall;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;

/**
 * The one PostgreSQL of a run: durable, so every commit waits for the disk. Each contender has a database of its own,
 * made when it starts and dropped at the end.
 */
public final class Cluster implements AutoCloseable {

    /** Of every login; the server listens on loopback and lives as long as the run. */
    static final String PASSWORD = "bench";

    private static final String TEMPLATE = "bench_template";

    /** The same for everybody. Times of commits are kept so that lag can be asked for afterwards. */
    private static final Map<String, String> SETTINGS = Map.of(
            "max_connections", "400",
            "shared_buffers", "512MB",
            "max_wal_size", "4GB",
            "track_commit_timestamp", "on");

    private final EmbeddedPostgres server;
    private final List<String> databases = new ArrayList<>();
    private final long postmaster;

    private Cluster(EmbeddedPostgres server, long postmaster) {
        this.server = server;
        this.postmaster = postmaster;
    }

    public static Cluster start(Path folder) throws IOException, SQLException {
        EmbeddedPostgres server = EmbeddedPostgres.durable(folder, SETTINGS);
        try {
            long postmaster = Long.parseLong(Files.readAllLines(server.folder().resolve("pgdata/postmaster.pid"))
                    .getFirst()
                    .strip());
            Cluster cluster = new Cluster(server, postmaster);
            cluster.create(TEMPLATE, "template0");
            cluster.logins(TEMPLATE);
            Flyway.configure()
                    .dataSource(server.jdbcUrl(TEMPLATE), "migrator", PASSWORD)
                    .initSql("SET ROLE app_owner")
                    .schemas("flyway")
                    .locations("classpath:db/migration")
                    .outOfOrder(true)
                    .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                    .load()
                    .migrate();
            return cluster;
        } catch (IOException | SQLException | RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    /** An empty database. */
    public synchronized String empty(String name) throws SQLException {
        create(name, "template0");
        return name;
    }

    /**
     * A database with everything that the application's migrations make. One after the other: they change the same
     * roles.
     */
    public synchronized String migrated(String name) throws SQLException, IOException {
        create(name, TEMPLATE);
        // Rights on a database are not copied with it.
        logins(name);
        return name;
    }

    private void create(String name, String template) throws SQLException {
        try (Connection connection = superuser("postgres").connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
            statement.execute("CREATE DATABASE " + name + " TEMPLATE " + template);
        }
        databases.add(name);
    }

    private void logins(String database) throws SQLException, IOException {
        try (InputStream resource = Cluster.class.getResourceAsStream("/database/logins.sql");
                Connection connection = superuser(database).connect();
                Statement statement = connection.createStatement()) {
            if (resource == null) {
                throw new IllegalStateException("logins.sql is not on the class path");
            }
            statement.execute(new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll(":'[a-z]+_password'", "'" + PASSWORD + "'"));
        }
    }

    String url(String database) {
        return server.jdbcUrl(database);
    }

    public DatabaseLogin superuser(String database) {
        return new DatabaseLogin(server.jdbcUrl(database), server.superuser(), server.password());
    }

    /** Connections as the superuser, with auto-commit. */
    public HikariDataSource pool(String database, int connections) {
        return pool(superuser(database), connections);
    }

    /** Connections as one of the application's logins, with auto-commit. */
    public HikariDataSource pool(String database, String login, int connections) {
        return pool(new DatabaseLogin(url(database), login, PASSWORD), connections);
    }

    private static HikariDataSource pool(DatabaseLogin login, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(login.toString());
        config.setJdbcUrl(login.jdbcUrl());
        config.setUsername(login.user());
        config.setPassword(login.password());
        config.setMaximumPoolSize(connections);
        // On a hot stream callers queue for a connection, and that is what is measured.
        config.setConnectionTimeout(Duration.ofMinutes(2).toMillis());
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        AppendCall.DRIVER_PROPERTIES.forEach(config::addDataSourceProperty);
        return new HikariDataSource(config);
    }

    /** Runs SQL as the superuser. */
    public void execute(String database, String sql) throws SQLException {
        try (Connection connection = superuser(database).connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The numbers in the one row of a query. */
    public List<Double> numbers(String database, String sql) throws SQLException {
        try (Connection connection = superuser(database).connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<Double> numbers = new ArrayList<>();
            if (row.next()) {
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    numbers.add(row.getDouble(column));
                }
            }
            return numbers;
        }
    }

    /** The server's version and the settings that decide what a commit costs. */
    public String description() throws SQLException {
        try (Connection connection = superuser("postgres").connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT 'PostgreSQL ' || current_setting('server_version') || ', '
                               || string_agg(name || ' = ' || current_setting(name), ', ' ORDER BY name)
                        FROM unnest(ARRAY ['fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method',
                                           'shared_buffers', 'max_wal_size', 'track_commit_timestamp']) AS name
                        """)) {
            row.next();
            return row.getString(1);
        }
    }

    /** CPU time of all of PostgreSQL in nanoseconds. */
    public long cpuNanos() {
        return Machine.cpuNanosOfTree(postmaster);
    }

    @Override
    public void close() {
        try {
            for (String database : databases.reversed()) {
                execute("postgres", "DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
            }
        } catch (SQLException left) {
            System.err.println("Databases were left behind: " + left.getMessage());
        } finally {
            server.close();
        }
    }
}
