package com.sexyresume.eventstore;

import com.sexyresume.events.Claim;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * The history in PostgreSQL: events at dense positions in commit order, never changed, and with them what each command
 * came to and the keys it claimed. How an append works is told in {@code V202611281150__append.sql}.
 *
 * <p>Commands that arrive together are appended in one commit, by one writer on one connection; what is read is read on
 * a connection of its own. No transaction of the caller is joined.
 */
public final class History implements AutoCloseable {

    /**
     * A page ends with the event that reaches this many characters of payload, so that big documents do not pile up.
     */
    private static final int PAGE_LIMIT_CHARS = 4 << 20;

    /** What connections that append should be opened with: without it they are slower. */
    public static final Map<String, String> DRIVER_PROPERTIES = Map.of("binaryTransferEnable", BinaryArray.TYPES);

    private static final String APPEND =
            "SELECT * FROM event_store.append(" + "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String COLUMNS =
            "position, event_id, stream_type, stream_id, version, type, revision, time, metadata, payload";

    private static final String AFTER_POSITION = page("position > ?", "position");
    private static final String BETWEEN_POSITIONS =
            page("position > ? AND position <= ? AND type || ':' || revision <> ALL (?)", "position");
    private static final String OF_STREAM = page("stream_type = ? AND stream_id = ? AND version >= ?", "version");

    private final DataSource appenderPool;
    private final DataSource projectorPool;
    private final HighWaterMark committed = new HighWaterMark();
    private final HighWaterMark appended = new HighWaterMark();
    private final GroupCommit groupCommit;

    /** Whether the database has refused to write since something was appended. */
    private volatile boolean refused;

    /**
     * @param appenderPool of the login that may append, with auto-commit
     * @param projectorPool of a login that may read the whole history, with auto-commit
     * @param deadline how long an append is waited for and tried before it is {@link HistoryUnreachable}
     */
    public History(DataSource appenderPool, DataSource projectorPool, Duration deadline) {
        this(appenderPool, projectorPool, deadline, AppendLimits.DEFAULT);
    }

    /** The same with other limits. */
    public History(DataSource appenderPool, DataSource projectorPool, Duration deadline, AppendLimits limits) {
        this.appenderPool = appenderPool;
        this.projectorPool = projectorPool;
        this.groupCommit = new GroupCommit(this, appenderPool, deadline, limits);
    }

    /**
     * Records a command and its events, in one commit with what others append at the same time, and keeps trying while
     * the database is away. When a connection breaks in the middle, the same is appended again until it is known what
     * became of the first attempt. The caller holds no connection while it waits.
     *
     * @throws ConcurrencyException the stream is not at the version that the command was decided on
     * @throws CommandAlreadyRecorded the command id is known
     * @throws ClaimTaken another stream holds a key
     * @throws SubjectErased an event is about somebody who is erased, or the command was sent by them
     * @throws EventStoreException PostgreSQL refuses it, and would again
     * @throws HistoryBusy too many are waiting; nothing was recorded
     * @throws HistoryUnreachable nothing was recorded until the deadline, or until the caller was interrupted, or the
     *     history is closed
     * @throws OutcomeUnknown it was sent, and its outcome was not known at the deadline, or when the caller was
     *     interrupted
     */
    public RecordedCommand append(Append append) {
        return enqueue(append, null).await();
    }

    /**
     * Queues a command, in the order of the calls, and leaves it to the caller to await the answer.
     *
     * @param predecessor the command that left the state that this one was decided on: without it this one is not
     *     recorded either; null if that state is durable
     * @throws HistoryBusy too many are waiting
     * @throws HistoryUnreachable the history is closed
     */
    Appending enqueue(Append append, @Nullable Appending predecessor) {
        return groupCommit.enqueue(append, predecessor);
    }

    /** How long an append is waited for. */
    Duration deadline() {
        return groupCommit.deadline();
    }

    AppendLimits limits() {
        return groupCommit.limits();
    }

    /**
     * Appends a batch in one round trip and one commit, once: each command succeeds or fails for itself.
     *
     * @return one result for each, in order
     * @throws SQLException nothing of the batch was recorded; or, if the connection broke or the wait for a standby was
     *     cancelled, all or nothing of what it would have recorded
     */
    public List<Append.Result> append(Connection connection, List<Append> batch) throws SQLException {
        List<Append.Result> results = execute(connection, batch);
        raise(results);
        return results;
    }

    /** The same, within the transaction of the connection, if it has one: {@link #raise} when it is committed. */
    List<Append.Result> execute(Connection connection, List<Append> batch) throws SQLException {
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

    /** Wakes the readers for what has been committed. */
    void raise(List<Append.Result> results) {
        long last = 0;
        for (Append.Result result : results) {
            if (result instanceof Append.Result.Appended(RecordedCommand command)) {
                last = Math.max(last, command.position());
                refused = false;
            }
        }
        raise(last);
    }

    /** What the writer has met. */
    void failed(SQLException failure) {
        if (Failures.isRefusedWrite(failure)) {
            refused = true;
        }
    }

    /**
     * Asks the database whether something could be recorded now. It reads; only while the last append was refused, or
     * the session may not write, it appends an event as well, and rolls it back. So a database that has room again is
     * known without a write of a user. It takes no longer than the time-outs of the pool and its connections.
     */
    public Writing writing() {
        try (Connection connection = appenderPool.getConnection()) {
            if (refused || isReadOnly(connection)) {
                AppendProbe.appendAndRollBack(this, connection);
                refused = false;
            }
            return new Writing(Writing.Condition.POSSIBLE, "");
        } catch (SQLException failed) {
            if (failed instanceof SQLTransientConnectionException && failed.getCause() == null) {
                // All of the pool's connections are at work, and none that was tried anew has failed.
                return new Writing(Writing.Condition.POSSIBLE, "");
            }
            failed(failed);
            return new Writing(
                    Failures.isRefusedWrite(failed) ? Writing.Condition.REFUSED : Writing.Condition.AWAY,
                    Failures.state(failed));
        }
    }

    private static boolean isReadOnly(Connection connection) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement("SELECT current_setting('transaction_read_only')::boolean");
                ResultSet row = query.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    void raise(long position) {
        appended.raise(position);
        committed.raise(position);
    }

    /** How many commands wait to be appended, beside those that are being appended. */
    int queued() {
        return groupCommit.queued();
    }

    boolean isClosed() {
        return groupCommit.isClosed();
    }

    /**
     * Takes no more commands, and appends those that wait, until the deadline; the rest is {@link HistoryUnreachable}.
     * What is recorded can still be read.
     */
    @Override
    public void close() {
        groupCommit.close();
    }

    /**
     * What a refusal has to be judged by.
     *
     * @param recorded what the command came to, if it is recorded
     * @param version the stream's version, −1 for none
     */
    record Standing(Optional<RecordedCommand> recorded, long version) {}

    /** @throws OutcomeUnknown it is recorded, but may not be on the standby that commits wait for */
    Standing standing(UUID commandId, StreamName stream) {
        Standing standing = read(commandId, stream);
        return standing.recorded().isEmpty() ? standing : new Standing(find(commandId), standing.version());
    }

    private Standing read(UUID commandId, StreamName stream) {
        return query(
                appenderPool,
                "SELECT c.fingerprint, c.stream_type, c.stream_id, c.version, c.position, s.version AS current,"
                        + " c.command_id IS NOT NULL AS recorded"
                        + " FROM (SELECT coalesce((SELECT e.version FROM event_store.event e WHERE e.stream_type = ?"
                        + " AND e.stream_id = ? ORDER BY e.version DESC LIMIT 1), -1) AS version) s"
                        + " LEFT JOIN event_store.command c ON c.command_id = ?",
                query -> {
                    query.setString(1, stream.type());
                    query.setObject(2, stream.id());
                    query.setObject(3, commandId);
                },
                row -> {
                    row.next();
                    return new Standing(
                            row.getBoolean("recorded") ? Optional.of(recorded(commandId, row)) : Optional.empty(),
                            row.getLong("current"));
                });
    }

    /**
     * What a command came to, if it is recorded: as durable as when it was recorded, because an answer is made of it.
     *
     * @throws OutcomeUnknown it may not be on the standby that commits wait for
     */
    public Optional<RecordedCommand> find(UUID commandId) {
        try (Connection connection = appenderPool.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement query = connection.prepareStatement("SELECT fingerprint, stream_type, stream_id,"
                    + " version, position FROM event_store.command WHERE command_id = ?")) {
                query.setObject(1, commandId);
                Optional<RecordedCommand> found;
                try (ResultSet row = query.executeQuery()) {
                    found = row.next() ? Optional.of(recorded(commandId, row)) : Optional.empty();
                }
                if (found.isPresent()) {
                    Commits.waitAsAWriter(connection);
                }
                Commits.commit(connection);
                return found;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException failed) {
            if (Commits.isLocal(failed)) {
                throw new OutcomeUnknown(commandId, failed);
            }
            throw Failures.of("The history could not be read", failed);
        }
    }

    /**
     * Forgets some of the requests that were recorded longer ago: a request that carries the same id again is another
     * one then. Commands that are no requests, whose fingerprint is no keyed hash, are never forgotten. Several nodes
     * may do it at the same time.
     *
     * @param olderThan 24 hours at least
     * @return how many; fewer than {@code most} when there are no more
     */
    public int forgetCommands(Duration olderThan, int most) {
        return query(
                appenderPool,
                "SELECT event_store.forget_commands(make_interval(secs => ?), ?)",
                query -> {
                    query.setDouble(1, olderThan.toMillis() / 1_000.0);
                    query.setInt(2, most);
                },
                row -> row.next() ? row.getInt(1) : 0);
    }

    private static RecordedCommand recorded(UUID commandId, ResultSet row) throws SQLException {
        return new RecordedCommand(
                commandId,
                row.getString("fingerprint"),
                row.getString("stream_type"),
                row.getObject("stream_id", UUID.class),
                row.getLong("version"),
                row.getLong("position"));
    }

    /** The position of the last event, 0 before the first one. */
    public long head() {
        long head = query(
                projectorPool,
                "SELECT position FROM event_store.head",
                query -> {},
                row -> row.next() ? row.getLong(1) : 0);
        committed.raise(head);
        return head;
    }

    /** The version of a stream, if it has events. */
    OptionalLong lastVersion(StreamName stream) {
        return query(
                appenderPool,
                "SELECT version FROM event_store.event WHERE stream_type = ? AND stream_id = ?"
                        + " ORDER BY version DESC LIMIT 1",
                query -> {
                    query.setString(1, stream.type());
                    query.setObject(2, stream.id());
                },
                row -> row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty());
    }

    /** Who sent the command that began the stream, if somebody did; no payload is fetched. */
    Optional<UUID> begunBy(StreamName stream) {
        return query(
                appenderPool,
                "SELECT user_id FROM event_store.event WHERE stream_type = ? AND stream_id = ? AND version = 0",
                query -> {
                    query.setString(1, stream.type());
                    query.setObject(2, stream.id());
                },
                row -> row.next() ? Optional.ofNullable(row.getObject(1, UUID.class)) : Optional.empty());
    }

    /** The position before the first event at or after a time; the head if there is none. */
    long positionBefore(Instant time) {
        return query(
                projectorPool,
                "SELECT coalesce((SELECT min(position) - 1 FROM event_store.event WHERE time >= ?),"
                        + " (SELECT position FROM event_store.head))",
                query -> query.setObject(1, time.atOffset(ZoneOffset.UTC)),
                row -> row.next() ? row.getLong(1) : 0);
    }

    /**
     * Some of the events of a stream, or of the history, in order.
     *
     * @param last whether there were no more when it was read
     */
    record Page(List<StoredEvent> events, boolean last) {}

    /** What comes after a position. */
    Page after(long position, int limit) {
        return query(
                projectorPool,
                AFTER_POSITION,
                query -> {
                    query.setLong(1, position);
                    query.setInt(2, limit);
                    query.setInt(3, PAGE_LIMIT_CHARS);
                },
                row -> page(row, limit));
    }

    /**
     * What is recorded in ({@code after}, {@code upTo}], without events of some {@code type:revision}.
     *
     * @param chars at which the page ends, with the event that reaches them
     */
    Page between(long after, long upTo, Collection<String> skipped, int limit, long chars) {
        return query(
                projectorPool,
                BETWEEN_POSITIONS,
                query -> {
                    query.setLong(1, after);
                    query.setLong(2, upTo);
                    query.setArray(3, query.getConnection().createArrayOf("text", skipped.toArray()));
                    query.setInt(4, limit);
                    query.setLong(5, chars);
                },
                row -> page(row, limit));
    }

    /** What a stream holds from a version on. */
    Page of(StreamName stream, long version, int limit) {
        return query(
                appenderPool,
                OF_STREAM,
                query -> {
                    query.setString(1, stream.type());
                    query.setObject(2, stream.id());
                    query.setLong(3, version);
                    query.setInt(4, limit);
                    query.setInt(5, PAGE_LIMIT_CHARS);
                },
                row -> page(row, limit));
    }

    private static String page(String condition, String order) {
        return "SELECT " + COLUMNS + ", found FROM (SELECT " + COLUMNS + ", count(*) OVER () AS found,"
                + " sum(length) OVER (ORDER BY " + order + " ROWS UNBOUNDED PRECEDING) - length AS length_before"
                + " FROM (SELECT " + COLUMNS + ", octet_length(payload)::bigint AS length FROM event_store.event"
                + " WHERE " + condition + " ORDER BY " + order + " LIMIT ?) AS event) AS page"
                + " WHERE length_before < ? ORDER BY " + order;
    }

    private static Page page(ResultSet row, int limit) throws SQLException {
        List<StoredEvent> events = new ArrayList<>();
        long found = 0;
        while (row.next()) {
            found = row.getLong(11);
            events.add(new StoredEvent(
                    row.getLong(1),
                    row.getObject(2, UUID.class),
                    new StreamName(row.getString(3), row.getObject(4, UUID.class)),
                    row.getLong(5),
                    row.getString(6),
                    row.getInt(7),
                    row.getObject(8, OffsetDateTime.class).toInstant(),
                    row.getString(9),
                    row.getString(10)));
        }
        return new Page(events, events.size() == found && found < limit);
    }

    /**
     * A snapshot of a stream, encrypted.
     *
     * @param version the stream's version that it stands for
     */
    record Snapshot(StreamName stream, long version, Instant time, String type, String revision, String payload) {}

    /** The latest one that is no later than the version. */
    Optional<Snapshot> snapshot(StreamName stream, long upTo) {
        return query(
                appenderPool,
                "SELECT version, time, type, revision, payload FROM event_store.snapshot"
                        + " WHERE stream_type = ? AND stream_id = ? AND version <= ? ORDER BY version DESC LIMIT 1",
                query -> {
                    query.setString(1, stream.type());
                    query.setObject(2, stream.id());
                    query.setLong(3, upTo);
                },
                row -> row.next()
                        ? Optional.of(new Snapshot(
                                stream,
                                row.getLong(1),
                                row.getObject(2, OffsetDateTime.class).toInstant(),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5)))
                        : Optional.empty());
    }

    /**
     * Keeps a snapshot beside those of other versions; one of the same version is replaced if its revision is another.
     */
    void store(Snapshot snapshot) {
        try (Connection connection = appenderPool.getConnection();
                PreparedStatement upsert = connection.prepareStatement("INSERT INTO event_store.snapshot AS old"
                        + " (stream_type, stream_id, version, time, type, revision, payload)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (stream_type, stream_id, version)"
                        + " DO UPDATE SET time = excluded.time, type = excluded.type, revision = excluded.revision,"
                        + " payload = excluded.payload WHERE old.revision <> excluded.revision")) {
            upsert.setString(1, snapshot.stream().type());
            upsert.setObject(2, snapshot.stream().id());
            upsert.setLong(3, snapshot.version());
            upsert.setObject(4, snapshot.time().atOffset(ZoneOffset.UTC));
            upsert.setString(5, snapshot.type());
            upsert.setString(6, snapshot.revision());
            upsert.setString(7, snapshot.payload());
            upsert.executeUpdate();
        } catch (SQLException failed) {
            throw Failures.of("The snapshot of " + snapshot.stream() + " was not stored", failed);
        }
    }

    /** The highest position that this process knows to be committed. */
    HighWaterMark committed() {
        return committed;
    }

    /** The highest position that this process appended itself. */
    HighWaterMark appended() {
        return appended;
    }

    private interface Binding {
        void to(PreparedStatement query) throws SQLException;
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private static <T> T query(DataSource source, String sql, Binding binding, Reading<T> reading) {
        try (Connection connection = source.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            binding.to(query);
            try (ResultSet row = query.executeQuery()) {
                return reading.of(row);
            }
        } catch (SQLException failed) {
            throw Failures.of("The history could not be read", failed);
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
