package com.sexyresume.eventstore.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Tells a commit from one that is only here. Where commits wait for a standby ({@code synchronous_standby_names}) and
 * the wait is cancelled (pg_cancel_backend, a time-out, a shutdown), PostgreSQL has committed on its own disk, and
 * answers success with a warning: a failover would lose what was acknowledged then.
 */
public final class Commits {

    /** Transaction resolution unknown, which is what it is. */
    private static final String UNKNOWN = "08007";

    private Commits() {}

    /** Commits what the connection has begun. */
    public static void commit(Connection connection) throws SQLException {
        connection.clearWarnings();
        connection.commit();
        check(connection.getWarnings());
    }

    /**
     * Looks at what the server said while a statement was executed and, with auto-commit, committed.
     *
     * @throws SQLException of a connection that broke, as far as anybody can tell, if it may not be on the standby
     */
    public static void check(@Nullable SQLWarning said) throws SQLException {
        for (SQLWarning warning = said; warning != null; warning = warning.getNextWarning()) {
            // SyncRepWaitForLSN: WARNING without a code of its own, or with that of a session that is ended.
            String state = warning.getSQLState();
            if (state != null && (state.equals("01000") || state.startsWith("57P"))) {
                throw new SQLException(
                        "It is committed, but may not be on the standby: " + warning.getMessage(), UNKNOWN, warning);
            }
        }
    }

    /** Whether that is why it failed. */
    public static boolean isLocal(SQLException failed) {
        return UNKNOWN.equals(failed.getSQLState()) && failed.getCause() instanceof SQLWarning;
    }

    /**
     * Makes the commit of a transaction that has only read wait as if it had written: what it has read is then on the
     * standby as well, because it was written earlier.
     */
    public static void waitAsAWriter(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_logical_emit_message(true, 'sexyresume', '')");
        }
    }
}
