package com.sexyresume.eventstore.history;

import com.sexyresume.events.Claim;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The call of {@code event_store.append}, which {@code V202611281150__append.sql} explains. */
public final class AppendCall {

    /** What connections that append should be opened with: without it they are slower. */
    public static final Map<String, String> DRIVER_PROPERTIES = Map.of("binaryTransferEnable", BinaryArray.TYPES);

    private static final String APPEND =
            "SELECT * FROM event_store.append(" + "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private AppendCall() {}

    /**
     * Appends a batch in one round trip, once: each command succeeds or fails for itself. Without a transaction of the
     * connection it is one commit.
     *
     * @return one result for each, in order
     * @throws SQLException nothing of the batch was recorded; or, if the connection broke or the wait for a standby was
     *     cancelled, all or nothing of what it would have recorded
     */
    public static List<Append.Result> execute(Connection connection, List<Append> batch) throws SQLException {
        List<NewEvent> events = new ArrayList<>();
        List<UUID> eventCommands = new ArrayList<>();
        List<Integer> claimCommands = new ArrayList<>();
        List<Append.ClaimedKey> claims = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Append append = batch.get(i);
            for (NewEvent event : append.events()) {
                events.add(event);
                eventCommands.add(append.commandId());
            }
            for (Append.ClaimedKey claim : append.claims()) {
                claims.add(claim);
                claimCommands.add(i + 1);
            }
        }
        try (PreparedStatement call = connection.prepareStatement(APPEND)) {
            Parameters parameters = new Parameters(connection, call);
            parameters.add(BinaryArray.ofUuids(each(batch, Append::commandId)));
            parameters.add("text", each(batch, Append::fingerprint));
            parameters.add("text", each(batch, append -> append.stream().type()));
            parameters.add(
                    BinaryArray.ofUuids(each(batch, append -> append.stream().id())));
            parameters.add("bigint", batch.stream().map(Append::version).toArray(Long[]::new));
            parameters.add(
                    "integer",
                    batch.stream().map(append -> append.events().size()).toArray(Integer[]::new));
            parameters.add(BinaryArray.ofUuids(each(events, NewEvent::eventId)));
            parameters.add("text", each(events, event -> event.stream().type()));
            parameters.add(
                    BinaryArray.ofUuids(each(events, event -> event.stream().id())));
            parameters.add("bigint", events.stream().map(NewEvent::version).toArray(Long[]::new));
            parameters.add("text", each(events, NewEvent::type));
            parameters.add("integer", events.stream().map(NewEvent::revision).toArray(Integer[]::new));
            parameters.add(BinaryArray.ofTimes(each(events, NewEvent::time)));
            parameters.add(BinaryArray.ofUuids(eventCommands));
            parameters.add(BinaryArray.ofUuids(each(events, NewEvent::userId)));
            parameters.add("text", each(events, NewEvent::metadata));
            parameters.add("text", each(events, NewEvent::payload));
            parameters.add(BinaryArray.ofUuids(each(events, NewEvent::subject)));
            parameters.add(BinaryArray.ofBooleans(each(events, NewEvent::erases)));
            parameters.add("integer", claimCommands.toArray(Integer[]::new));
            parameters.add("text", each(claims, Append.ClaimedKey::key));
            parameters.add(BinaryArray.ofBooleans(each(claims, claim -> takes(claim.action()))));
            List<Append.Result> results = new ArrayList<>(batch.size());
            try (ResultSet row = call.executeQuery()) {
                while (row.next()) {
                    addResults(results, batch, row);
                }
            }
            Commits.check(call.getWarnings());
            return results;
        }
    }

    /** As {@code event_store.append} has it. */
    private static @Nullable Boolean takes(Claim.Action action) {
        return switch (action) {
            case TAKE -> true;
            case TAKE_ANEW -> null;
            case RELEASE -> false;
        };
    }

    private static <T, R extends @Nullable Object> List<R> each(List<T> elements, Function<T, R> part) {
        List<R> parts = new ArrayList<>(elements.size());
        for (T element : elements) {
            parts.add(part.apply(element));
        }
        return parts;
    }

    /** What a row says of one command, or of several that were appended together. */
    private static void addResults(List<Append.Result> results, List<Append> batch, ResultSet row) throws SQLException {
        int command = row.getInt("command") - 1;
        Append first = batch.get(command);
        String outcome = row.getString("outcome");
        switch (outcome) {
            case "appended" -> {
                Long[] versions = (Long[]) row.getArray("after_versions").getArray();
                Long[] positions = (Long[]) row.getArray("at_positions").getArray();
                for (int i = 0; i < row.getInt("many"); i++) {
                    Append append = batch.get(command + i);
                    results.add(new Append.Result.Appended(new RecordedCommand(
                            append.commandId(),
                            append.fingerprint(),
                            append.stream().type(),
                            append.stream().id(),
                            versions[i],
                            positions[i])));
                }
            }
            case "duplicate" ->
                results.add(new Append.Result.Duplicate(new RecordedCommand(
                        first.commandId(),
                        row.getString("fingerprint"),
                        row.getString("stream_type"),
                        row.getObject("stream_id", UUID.class),
                        ((Long[]) row.getArray("after_versions").getArray())[0],
                        ((Long[]) row.getArray("at_positions").getArray())[0])));
            case "conflict" -> results.add(new Append.Result.Conflict());
            case "claim-taken" -> results.add(new Append.Result.Taken(row.getString("claim_kind")));
            case "erased" -> results.add(new Append.Result.Erased(row.getObject("subject", UUID.class)));
            default -> throw new IllegalStateException("Unknown outcome " + outcome);
        }
    }

    /** Fills the array parameters of a call, from left to right. */
    private static final class Parameters {

        private final Connection connection;
        private final PreparedStatement call;
        private int filled;

        Parameters(Connection connection, PreparedStatement call) {
            this.connection = connection;
            this.call = call;
        }

        /** @param elements of the type's own class: as objects they would be sent as text, and parsed */
        void add(String type, @Nullable Object[] elements) throws SQLException {
            Array array = connection.createArrayOf(type, elements);
            call.setArray(++filled, array);
        }

        void add(String type, List<String> elements) throws SQLException {
            add(type, elements.toArray(String[]::new));
        }

        void add(BinaryArray array) throws SQLException {
            call.setObject(++filled, array);
        }
    }
}
