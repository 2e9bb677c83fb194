package com.sexyresume.eventstore;

import com.sexyresume.embeddedpostgres.DatabaseLogin;
import com.sexyresume.embeddedpostgres.TestDatabase;
import com.sexyresume.embeddedpostgres.TestDatabases;
import com.sexyresume.eventstore.history.AppendCall;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.flywaydb.core.Flyway;

/** A database of its own with the history's tables and logins, for one test class. */
public final class HistoryDatabase implements AutoCloseable {

    public static final String PASSWORD = "test";
    private static final List<String> SCRIPTS = List.of(
            "/database/logins.sql",
            "/db/migration/event-store/V202611221000__history.sql",
            "/db/migration/event-store/V202611221001__append.sql",
            "/db/migration/event-store/V202611221002__personal_data.sql",
            "/db/migration/event-store/V202611221941__erasure.sql",
            "/db/migration/event-store/V202611221942__command_retention.sql",
            "/db/migration/event-store/V202611230150__append_in_bulk.sql",
            "/db/migration/event-store/V202611280100__key_check.sql",
            "/db/migration/event-store/V202611280510__rewrapping_keeps_what_it_replaces.sql",
            "/db/migration/event-store/V202611281150__append.sql");

    private final TestDatabase database;
    private final List<HikariDataSource> pools = new ArrayList<>();

    private HistoryDatabase(TestDatabase database) {
        this.database = database;
    }

    public static HistoryDatabase fresh() {
        TestDatabase database = TestDatabases.fresh("event-store-" + checksum(), HistoryDatabase::migrate);
        // Another module may have given the logins other passwords since the template was made.
        logins(database.login());
        return new HistoryDatabase(database);
    }

    /** Makes the logins, whose password is {@link #PASSWORD}, and the tables. */
    public static void migrate(DatabaseLogin superuser) {
        logins(superuser);
        Flyway.configure()
                .dataSource(superuser.jdbcUrl(), "migrator", PASSWORD)
                .initSql("SET ROLE app_owner")
                .schemas("flyway")
                .locations("classpath:db/migration/event-store")
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load()
                .migrate();
    }

    private static void logins(DatabaseLogin superuser) {
        String logins = script("/database/logins.sql").replaceAll(":'[a-z]+_password'", "'" + PASSWORD + "'");
        TestDatabases.withClusterLock(() -> execute(superuser, logins));
    }

    private static long checksum() {
        CRC32 checksum = new CRC32();
        SCRIPTS.forEach(name -> checksum.update(script(name).getBytes(StandardCharsets.UTF_8)));
        return checksum.getValue();
    }

    private static String script(String name) {
        try (InputStream script = HistoryDatabase.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException("There is no " + name);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A pool of {@code appender}, {@code projector} or another login. */
    public HikariDataSource pool(String login, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(login);
        config.setPassword(PASSWORD);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(2_000);
        AppendCall.DRIVER_PROPERTIES.forEach(config::addDataSourceProperty);
        HikariDataSource pool = new HikariDataSource(config);
        pools.add(pool);
        return pool;
    }

    public DatabaseLogin login(String user) {
        return new DatabaseLogin(database.jdbcUrl(), user, PASSWORD);
    }

    public String name() {
        return database.name();
    }

    /** As a superuser. */
    public void execute(String statements) {
        execute(database.login(), statements);
    }

    /** As the owner of everything. */
    public void executeAsOwner(String statements) {
        execute(login("migrator"), "SET ROLE app_owner; " + statements);
    }

    public static void execute(DatabaseLogin login, String statements) {
        try (Connection connection = login.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException failed) {
            throw new SqlFailed(failed);
        }
    }

    /** The first column of every row, as a superuser sees it. */
    public List<String> strings(String query) {
        try (Connection connection = database.login().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<String> strings = new ArrayList<>();
            while (row.next()) {
                strings.add(row.getString(1));
            }
            return strings;
        } catch (SQLException failed) {
            throw new SqlFailed(failed);
        }
    }

    public String string(String query) {
        return strings(query).getFirst();
    }

    public long number(String query) {
        return Long.parseLong(string(query));
    }

    @Override
    public void close() {
        pools.forEach(HikariDataSource::close);
        database.close();
    }

    static final class SqlFailed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        SqlFailed(SQLException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
