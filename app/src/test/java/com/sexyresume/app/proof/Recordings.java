package com.sexyresume.app.proof;

import com.sexyresume.app.proof.Evidence.Reading;
import com.sexyresume.app.proof.Evidence.Snapshot;
import com.sexyresume.app.proof.Evidence.Tables;
import com.sexyresume.app.proof.RecordedEvent.Credit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a run left in the history, behind everybody's back. */
final class Recordings {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Recordings() {}

    static Evidence evidence(
            Connection superuser,
            long from,
            List<Operation> operations,
            List<Reading> readings,
            List<Snapshot> snapshots,
            Tables tables)
            throws SQLException {
        List<RecordedEvent> events = events(superuser, from);
        Set<UUID> sent = new HashSet<>();
        operations.forEach(operation -> sent.add(operation.commandId()));
        Set<String> streams = new HashSet<>();
        events.forEach(event -> streams.add(event.stream()));
        List<CommandRow> commands = rows(
                superuser,
                "SELECT command_id, stream_type || ':' || stream_id, version, position FROM event_store.command",
                row -> new CommandRow(row.getObject(1, UUID.class), row.getString(2), row.getLong(3), row.getLong(4)));
        List<String> holders = rows(
                superuser,
                // How much a user makes a day is not what the clients of this proof know.
                "SELECT stream_type || ':' || stream_id FROM event_store.claim WHERE key !~ '^[a-z-]+-quota:'",
                row -> row.getString(1));
        return new Evidence(
                from,
                head(superuser),
                events,
                commands.stream().filter(row -> sent.contains(row.commandId())).toList(),
                holders.stream().filter(streams::contains).toList(),
                operations,
                readings,
                snapshots,
                tables);
    }

    static long head(Connection superuser) throws SQLException {
        return rows(superuser, "SELECT position FROM event_store.head", row -> row.getLong(1))
                .getFirst();
    }

    private static List<RecordedEvent> events(Connection superuser, long from) throws SQLException {
        return rows(
                superuser,
                "SELECT position, event_id, stream_type || ':' || stream_id, version, command_id, type, payload"
                        + " FROM event_store.event WHERE position > " + from + " ORDER BY position, event_id",
                row -> new RecordedEvent(
                        row.getLong(1),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getLong(4),
                        row.getObject(5, UUID.class),
                        credit(row.getString(6), row.getString(7))));
    }

    private static @Nullable Credit credit(String type, String payload) {
        int sign = switch (type) {
            case "credits.credits-awarded" -> 1;
            case "credits.credits-spent", "credits.credits-reclaimed" -> -1;
            default -> 0; // no row of the ledger
        };
        if (sign == 0) {
            return null;
        }
        JsonNode event = JSON.readTree(payload);
        return new Credit(
                sign * event.path("amount").asLong(), event.path("balanceAfter").asLong());
    }

    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    static <T> List<T> rows(Connection connection, String query, Row<T> of) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet row = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(of.read(row));
            }
            return rows;
        }
    }
}
