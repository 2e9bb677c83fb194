package com.sexyresume.eventstore.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * What the history holds in PostgreSQL: events at dense positions in commit order, never changed, and with them what
 * each command came to. Each read takes a connection of its own.
 */
public class HistoryReads {

    /**
     * A page ends with the event that reaches this many characters of payload, so that big documents do not pile up.
     */
    private static final int PAGE_LIMIT_CHARS = 4 << 20;

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

    /**
     * @param appenderPool of the login that may append, with auto-commit
     * @param projectorPool of a login that may read the whole history, with auto-commit
     */
    protected HistoryReads(DataSource appenderPool, DataSource projectorPool) {
        this.appenderPool = appenderPool;
        this.projectorPool = projectorPool;
    }

    /**
     * What a refusal has to be judged by.
     *
     * @param recorded what the command came to, if it is recorded
     * @param version the stream's version, −1 for none
     */
    public record Standing(Optional<RecordedCommand> recorded, long version) {}

    /**
     * Reads what a refusal of a command has to be judged by.
     *
     * @throws OutcomeUnknown it is recorded, but may not be on the standby that commits wait for
     */
    public Standing standing(UUID commandId, StreamName stream) {
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
            throw SqlFailures.of("The history could not be read", failed);
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
    public OptionalLong lastVersion(StreamName stream) {
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
    public Optional<UUID> begunBy(StreamName stream) {
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
    public long positionBefore(Instant time) {
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
    public record Page(List<StoredEvent> events, boolean last) {}

    /** What comes after a position. */
    public Page after(long position, int limit) {
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
    public Page between(long after, long upTo, Collection<String> skipped, int limit, long chars) {
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
    public Page of(StreamName stream, long version, int limit) {
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
    public record Snapshot(
            StreamName stream, long version, Instant time, String type, String revision, String payload) {}

    /** The latest one that is no later than the version. */
    public Optional<Snapshot> snapshot(StreamName stream, long upTo) {
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
    public void store(Snapshot snapshot) {
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
            throw SqlFailures.of("The snapshot of " + snapshot.stream() + " was not stored", failed);
        }
    }

    /** The highest position that this process knows to be committed. */
    public HighWaterMark committed() {
        return committed;
    }

    /** The highest position that this process appended itself. */
    public HighWaterMark appended() {
        return appended;
    }

    /** Wakes the readers for what this process has committed. */
    public void raise(List<Append.Result> results) {
        long last = 0;
        for (Append.Result result : results) {
            if (result instanceof Append.Result.Appended(RecordedCommand command)) {
                last = Math.max(last, command.position());
            }
        }
        appended.raise(last);
        committed.raise(last);
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
            throw SqlFailures.of("The history could not be read", failed);
        }
    }
}
