package com.sexyresume.eventstore.append;

import com.sexyresume.eventstore.append.PendingAppend.Answer;
import com.sexyresume.eventstore.history.Append;
import com.sexyresume.eventstore.history.NewEvent;
import com.sexyresume.eventstore.history.RecordedCommand;
import com.sexyresume.eventstore.history.StreamName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What may be answered when an attempt was cut off and the same was appended again: what the first attempt recorded is
 * a duplicate now, and if it comes late, then it is refused as one. Only an answer that a late first attempt could
 * still turn into a lie is unknown.
 */
final class UnknownOutcomes {

    private UnknownOutcomes() {}

    /** The answers to a batch, of which attempts may have been cut off, from the results of the last one. */
    static List<Answer> answers(Connection connection, List<PendingAppend> batch, List<Append.Result> results)
            throws SQLException {
        Map<UUID, UUID> commands = Map.of();
        if (batch.stream().anyMatch(PendingAppend::isCutOff)) {
            commands = commandsOf(connection, batch);
        }
        List<Answer> answers = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            PendingAppend appending = batch.get(i);
            Append.Result result = results.get(i);
            answers.add(
                    appending.isCutOff()
                            ? afterCutOff(connection, appending, result, commands)
                            : new Answer.Known(result));
        }
        return answers;
    }

    /** What is true of a command whatever becomes of the attempt that was cut off. */
    private static Answer afterCutOff(
            Connection connection, PendingAppend appending, Append.Result result, Map<UUID, UUID> commands)
            throws SQLException {
        return switch (result) {
            case Append.Result.Appended _ -> new Answer.Known(result);
            case Append.Result.Duplicate(RecordedCommand command) ->
                new Answer.Known(
                        isOwn(appending.append(), command, commands) ? new Append.Result.Appended(command) : result);
            // A version never goes back, but one that is missing may come before the attempt arrives.
            case Append.Result.Conflict() ->
                hasMovedOn(connection, appending.append())
                        ? new Answer.Known(result)
                        : new Answer.Unknown(appending.failure());
            // Nobody who is erased comes back.
            case Append.Result.Erased _ -> new Answer.Known(result);
            // A key may be given back before it arrives.
            case Append.Result.Taken _ -> new Answer.Unknown(appending.failure());
        };
    }

    /** The commands that recorded the first events of a batch. */
    private static Map<UUID, UUID> commandsOf(Connection connection, List<PendingAppend> batch) throws SQLException {
        Array first = connection.createArrayOf(
                "uuid",
                batch.stream()
                        .filter(appending -> !appending.append().events().isEmpty())
                        .map(appending -> appending.append().events().getFirst().eventId())
                        .toArray());
        Map<UUID, UUID> commands = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT event_id, command_id FROM event_store.event WHERE event_id = ANY (?)")) {
            query.setArray(1, first);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    commands.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
                }
            }
        }
        return commands;
    }

    /** Whether what is recorded is the attempt that was cut off, and not the same command handled elsewhere. */
    static boolean isOwn(Append append, RecordedCommand command, Map<UUID, UUID> commands) {
        if (append.events().isEmpty()) {
            return command.fingerprint().equals(append.fingerprint())
                    && (append.version() == null || append.version() == command.version());
        }
        return append.commandId().equals(commands.get(append.events().getFirst().eventId()));
    }

    /** Whether a version that the command would make, or must not find, is there. */
    private static boolean hasMovedOn(Connection connection, Append append) throws SQLException {
        List<StreamName> streams =
                append.events().stream().map(NewEvent::stream).toList();
        List<Long> versions = append.events().stream().map(NewEvent::version).toList();
        if (append.events().isEmpty()) {
            Long decidedOn = append.version();
            if (decidedOn == null) {
                return false;
            }
            streams = List.of(append.stream());
            versions = List.of(decidedOn + 1);
        }
        try (PreparedStatement query = connection.prepareStatement("SELECT EXISTS (SELECT FROM event_store.event"
                + " JOIN unnest(?, ?, ?) AS made (stream_type, stream_id, version)"
                + " USING (stream_type, stream_id, version))")) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "text", streams.stream().map(StreamName::type).toArray()));
            query.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid", streams.stream().map(StreamName::id).toArray()));
            query.setArray(3, connection.createArrayOf("bigint", versions.toArray()));
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
