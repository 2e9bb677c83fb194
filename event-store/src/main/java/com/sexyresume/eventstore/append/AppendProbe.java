package com.sexyresume.eventstore.append;

import com.github.f4b6a3.uuid.UuidCreator;
import com.sexyresume.eventstore.history.Append;
import com.sexyresume.eventstore.history.AppendCall;
import com.sexyresume.eventstore.history.NewEvent;
import com.sexyresume.eventstore.history.SqlFailures;
import com.sexyresume.eventstore.history.StreamName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;

/** Tells whether something could be recorded now, without a write of a user. */
final class AppendProbe {

    private static final String NAME = "probe";

    /** Too much for what is free in pages that there are already, and of chance, so that it is not compressed away. */
    private static final int PAYLOAD_BYTES = 32 << 10;

    private final DataSource pool;

    /** Whether the database has refused to write since something was appended. */
    private volatile boolean refused;

    AppendProbe(DataSource pool) {
        this.pool = pool;
    }

    /** The writer has appended. */
    void succeeded() {
        refused = false;
    }

    /** The writer has failed. */
    void failed(SQLException failure) {
        if (SqlFailures.isRefusedWrite(failure)) {
            refused = true;
        }
    }

    /**
     * Asks the database. The question is a read; only while the last append was refused, or the session may not write,
     * an event is appended as well and rolled back. So a database that has room again is known. It takes no longer than
     * the time-outs of the pool and its connections.
     */
    Writing writing() {
        try (Connection connection = pool.getConnection()) {
            if (refused || isReadOnly(connection)) {
                appendAndRollBack(connection);
                succeeded();
            }
            return new Writing(Writing.Condition.POSSIBLE, "");
        } catch (SQLException failed) {
            if (failed instanceof SQLTransientConnectionException && failed.getCause() == null) {
                // All of the pool's connections are at work, and none that was tried anew has failed.
                return new Writing(Writing.Condition.POSSIBLE, "");
            }
            failed(failed);
            return new Writing(
                    SqlFailures.isRefusedWrite(failed) ? Writing.Condition.REFUSED : Writing.Condition.AWAY,
                    SqlFailures.state(failed));
        }
    }

    private static boolean isReadOnly(Connection connection) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement("SELECT current_setting('transaction_read_only')::boolean");
                ResultSet row = query.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    /**
     * Appends an event that nobody ever sees: nothing has its position. A failure leaves it to the closing to roll
     * back.
     */
    private static void appendAndRollBack(Connection connection) throws SQLException {
        UUID commandId = UuidCreator.getTimeOrderedEpoch();
        StreamName stream = new StreamName(NAME, commandId);
        NewEvent event = new NewEvent(
                UuidCreator.getTimeOrderedEpoch(), stream, 0, NAME, 1, Instant.now(), null, "{}", payload());
        connection.setAutoCommit(false);
        var _ = AppendCall.execute(
                connection, List.of(new Append(commandId, NAME, stream, 0L, List.of(event), List.of())));
        connection.rollback();
        connection.setAutoCommit(true);
    }

    private static String payload() {
        byte[] bytes = new byte[PAYLOAD_BYTES];
        ThreadLocalRandom.current().nextBytes(bytes);
        return "\"" + Base64.getEncoder().encodeToString(bytes) + "\"";
    }
}
