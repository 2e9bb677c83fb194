package com.sexyresume.app.proof;

import static org.awaitility.Awaitility.await;

import com.sexyresume.app.database.DurableCluster;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.awaitility.core.ConditionTimeoutException;

/** What happens to a PostgreSQL and to those who are connected with it. Each returns when it is over. */
final class Faults {

    /** Machines are slow, and redo counts as starting. */
    static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(6);

    private final DurableCluster cluster;
    private final DurableCluster.Database database;

    Faults(DurableCluster cluster, DurableCluster.Database database) {
        this.cluster = cluster;
        this.database = database;
    }

    /** Every session of the database is ended by the server. */
    void cutConnections() throws SQLException {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }

    /** {@code kill -9} of the server's process for one session, which takes all others with it. */
    void killBackend(RandomGenerator random) throws Exception {
        List<Long> backends = appenders();
        if (!backends.isEmpty()) {
            signal("KILL", backends.get(random.nextInt(backends.size())));
        }
        awaitDatabase();
    }

    /** {@code kill -9} of the server itself; its supervisor starts it again. */
    void killPostmaster() throws Exception {
        long before = cluster.postmaster();
        signal("KILL", before);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> cluster.postmaster() != before && cluster.postmaster() != 0);
        awaitDatabase();
    }

    /**
     * Nobody can append until clients have given up their connections and some have come again: what they sent is still
     * there, waiting to be recorded late.
     */
    void holdHead(BooleanSupplier enough) throws SQLException {
        try (Connection holder = database.superuser();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("SELECT FROM event_store.head FOR UPDATE");
            standstill(enough);
            holder.rollback();
        }
    }

    /** A session stands still in the middle of whatever it does, until its client has given it up. */
    void pauseBackend(RandomGenerator random) throws Exception {
        Set<Long> before = new HashSet<>(appenders());
        List<Long> appending = pids("query LIKE '%event_store.append%' ORDER BY state, query_start DESC");
        if (appending.isEmpty()) {
            return;
        }
        long paused = appending.get(random.nextInt(Math.min(2, appending.size())));
        signal("STOP", paused);
        try {
            standstill(() -> {
                try {
                    return !before.containsAll(appenders());
                } catch (SQLException away) {
                    return true;
                }
            });
        } finally {
            signal("CONT", paused);
        }
    }

    /** How many sessions wait for their turn to append. */
    long waiting() {
        try {
            return number("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND usename = 'appender' AND wait_event_type = 'Lock'");
        } catch (SQLException away) {
            throw new IllegalStateException(away);
        }
    }

    /** Until no session appends any more: nothing can be recorded late. */
    void awaitQuiet() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> number("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND usename = 'appender' AND state <> 'idle'")
                        == 0);
    }

    void awaitDatabase() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> number("SELECT 1") == 1);
    }

    long number(String query) throws SQLException {
        try (Connection connection = database.superuser();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    void execute(String statements) throws SQLException {
        try (Connection connection = database.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    static void signal(String name, long pid) throws IOException, InterruptedException {
        // It may have ended by itself meanwhile.
        new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static void standstill(BooleanSupplier enough) {
        try {
            await().atMost(LONGEST_STANDSTILL)
                    .pollInterval(Duration.ofMillis(10))
                    .until(enough::getAsBoolean);
        } catch (ConditionTimeoutException nobodyCame) {
            // A fault that met nobody is none; the run goes on.
            Thread.onSpinWait();
        }
    }

    private List<Long> appenders() throws SQLException {
        return pids("true ORDER BY pid");
    }

    private List<Long> pids(String condition) throws SQLException {
        try (Connection connection = database.superuser()) {
            return Recordings.rows(
                    connection,
                    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND usename = 'appender' AND "
                            + condition,
                    row -> row.getLong(1));
        }
    }
}
