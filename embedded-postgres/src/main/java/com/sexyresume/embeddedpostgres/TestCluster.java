package com.sexyresume.embeddedpostgres;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A running cluster whose databases come and go, shared with other processes: each template is made once, whoever asks
 * first.
 *
 * <p>Locks are PostgreSQL's advisory locks, so they hold wherever the cluster runs, and end with the process that had
 * them.
 */
record TestCluster(Function<String, DatabaseLogin> logins) {

    private static final String MAINTENANCE_DATABASE = "postgres";
    private static final String UNDEFINED_DATABASE = "3D000";
    private static final int LOCK_LIMIT_S = 180;

    DatabaseLogin login(String database) {
        return logins.apply(database);
    }

    boolean answers() {
        try (Connection connection = login(MAINTENANCE_DATABASE).connect()) {
            return connection.isValid(5);
        } catch (SQLException gone) {
            return false;
        }
    }

    TestDatabase fresh(String templateKey, Consumer<DatabaseLogin> migrate) {
        String template = "template_" + checksum(templateKey);
        String name =
                "test_" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        if (!copied(template, name)) {
            locked("sexyresume template " + templateKey, () -> {
                if (!exists(template)) {
                    makeTemplate(template, migrate);
                }
            });
            execute(copy(template, name));
        }
        return new TestDatabase(this, name);
    }

    /** False if there is no such template yet: most callers find one, and need a single connection. */
    private boolean copied(String template, String name) {
        try (Connection connection = login(MAINTENANCE_DATABASE).connect();
                Statement statement = connection.createStatement()) {
            statement.execute(copy(template, name));
            return true;
        } catch (SQLException failed) {
            if (UNDEFINED_DATABASE.equals(failed.getSQLState())) {
                return false;
            }
            throw new PostgresUnavailable("The test cluster gave no database: " + failed.getMessage(), failed);
        }
    }

    private static String copy(String template, String name) {
        return "CREATE DATABASE " + name + " TEMPLATE " + template;
    }

    /** Runs the action while no other thread or process runs one under the same name. */
    void locked(String name, Runnable action) {
        try (Connection connection = login(MAINTENANCE_DATABASE).connect()) {
            try (Statement limit = connection.createStatement()) {
                limit.execute("SET lock_timeout = '" + LOCK_LIMIT_S + "s'");
            }
            try (PreparedStatement lock =
                    connection.prepareStatement("SELECT pg_advisory_lock(hashtextextended(?, 0))")) {
                lock.setString(1, name);
                lock.execute();
            }
            // The lock ends with the connection.
            action.run();
        } catch (SQLException failed) {
            throw new PostgresUnavailable("The lock \"" + name + "\" of the test cluster was not given", failed);
        }
    }

    void execute(String... statements) {
        try (Connection connection = login(MAINTENANCE_DATABASE).connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failed) {
            throw new PostgresUnavailable(
                    "The test cluster refused " + String.join("; ", List.of(statements)) + ": " + failed.getMessage(),
                    failed);
        }
    }

    /**
     * Under another name until it is complete, so that a migration that fails leaves nothing that looks like a
     * template.
     */
    private void makeTemplate(String template, Consumer<DatabaseLogin> migrate) {
        String unfinished = "unfinished_" + template;
        execute("DROP DATABASE IF EXISTS " + unfinished + " WITH (FORCE)", "CREATE DATABASE " + unfinished);
        migrate.accept(login(unfinished));
        execute(
                "ALTER DATABASE " + unfinished + " ALLOW_CONNECTIONS false",
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '" + unfinished + "'",
                "ALTER DATABASE " + unfinished + " RENAME TO " + template);
    }

    private boolean exists(String database) {
        try (Connection connection = login(MAINTENANCE_DATABASE).connect();
                PreparedStatement query = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            query.setString(1, database);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        } catch (SQLException failed) {
            throw new PostgresUnavailable("The test cluster does not answer", failed);
        }
    }

    private static String checksum(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
