package com.sexyresume.eventstore;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * An append as any other, of an event that nobody ever sees, because it is rolled back: so nothing has its position.
 */
final class AppendProbe {

    private static final String NAME = "probe";

    /** Too much for what is free in pages that there are already, and of chance, so that it is not compressed away. */
    private static final int PAYLOAD_BYTES = 32 << 10;

    private AppendProbe() {}

    /**
     * @throws SQLException the database would not record anything; the connection has to be closed, which rolls back
     */
    static void appendAndRollBack(History history, Connection connection) throws SQLException {
        UUID commandId = UuidCreator.getTimeOrderedEpoch();
        StreamName stream = new StreamName(NAME, commandId);
        NewEvent event = new NewEvent(
                UuidCreator.getTimeOrderedEpoch(), stream, 0, NAME, 1, Instant.now(), null, "{}", payload());
        connection.setAutoCommit(false);
        var _ = history.execute(
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
