package com.sexyresume.eventstore.keys;

import com.sexyresume.eventstore.history.Commits;
import com.sexyresume.eventstore.history.SqlFailures;
import com.sexyresume.eventstore.history.StreamName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Which keys a history is written with, {@code event_store.key_check}: names and hashes, never a key. Processes that
 * start at once choose their keys one after the other, so that all of them end up with the same.
 */
public final class KeyRegister {

    private static final String MASTER = "master";
    private static final String CLAIM = "claim";

    /** Of this class alone: whoever chooses keys holds it until the commit. */
    private static final long LOCK = 0x5345_5859_4b45_5953L;

    private final DataSource appender;

    /** @param appender connections of the login {@code appender}, with auto-commit */
    public KeyRegister(DataSource appender) {
        this.appender = appender;
    }

    /**
     * What is known of a history's keys.
     *
     * @param historyIsEmpty whether nothing was ever recorded
     * @param masterKeys ids of those that are registered, or, where none is, of those that wrap subjects' keys
     * @param claimKey the id of the one that is registered
     */
    public record Registered(boolean historyIsEmpty, Set<String> masterKeys, Optional<String> claimKey) {}

    /**
     * A claim that some stream holds.
     *
     * @param key {@code kind:hash}
     */
    public record Held(String key, StreamName stream) {}

    /**
     * Chooses the master keys. The current one is registered, and those that wrap already. Whatever the choice throws
     * is thrown.
     */
    public MasterKeys masterKeys(Function<Registered, MasterKeys> choice) {
        return chosen(MASTER, choice, (registered, keys) -> {
            Set<String> ids = new LinkedHashSet<>(registered.masterKeys());
            ids.retainAll(keys.ids());
            ids.add(keys.current().id());
            return ids;
        });
    }

    /** Chooses the key of claims, which is registered. */
    public ClaimKey claimKey(Function<Registered, ClaimKey> choice) {
        return chosen(CLAIM, choice, (_, key) -> Set.of(key.id()));
    }

    private <K> K chosen(
            String purpose, Function<Registered, K> choice, BiFunction<Registered, K, Set<String>> registers) {
        try (Connection connection = appender.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement lock = connection.createStatement()) {
                lock.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
                Registered registered = registered(connection);
                K chosen = choice.apply(registered);
                for (String id : registers.apply(registered, chosen)) {
                    register(connection, purpose, id);
                }
                Commits.commit(connection);
                return chosen;
            } catch (RuntimeException | SQLException refused) {
                connection.rollback();
                throw refused;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException failed) {
            throw SqlFailures.of("The keys of the history were not compared", failed);
        }
    }

    private static Registered registered(Connection connection) throws SQLException {
        Set<String> masters = ids(
                connection,
                "SELECT concat_ws('/', nullif(epoch, ''), hash) FROM event_store.key_check" + " WHERE purpose = '"
                        + MASTER + "'");
        Set<String> claims = ids(connection, "SELECT hash FROM event_store.key_check WHERE purpose = '" + CLAIM + "'");
        return new Registered(
                isEmpty(connection),
                masters.isEmpty() ? wrapping(connection) : masters,
                claims.stream().findFirst());
    }

    private static boolean isEmpty(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT NOT EXISTS (SELECT FROM event_store.event)"
                        + " AND NOT EXISTS (SELECT FROM event_store.command)"
                        + " AND NOT EXISTS (SELECT FROM personal_data.subject_key)")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** The ids of the master keys that wrap keys of subjects, by one look into the indexes for each of them. */
    static Set<String> wrapping(Connection connection) throws SQLException {
        return ids(connection, """
                WITH RECURSIVE present (id) AS (
                    (SELECT min(master_key_id) FROM personal_data.subject_key WHERE wrapped_key IS NOT NULL)
                    UNION ALL
                    SELECT (SELECT min(k.master_key_id)
                            FROM personal_data.subject_key k
                            WHERE k.wrapped_key IS NOT NULL
                              AND k.master_key_id > p.id)
                    FROM present p
                    WHERE p.id IS NOT NULL),
                former (id) AS (
                    (SELECT min(master_key_id) FROM personal_data.former_key)
                    UNION ALL
                    SELECT (SELECT min(k.master_key_id) FROM personal_data.former_key k WHERE k.master_key_id > f.id)
                    FROM former f
                    WHERE f.id IS NOT NULL)
                SELECT id FROM present WHERE id IS NOT NULL
                UNION
                SELECT id FROM former WHERE id IS NOT NULL
                """);
    }

    private static Set<String> ids(Connection connection, String query) throws SQLException {
        Set<String> ids = new LinkedHashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                ids.add(row.getString(1));
            }
        }
        return ids;
    }

    /** One that is registered already stays as it is: the choice has compared it. */
    private static void register(Connection connection, String purpose, String id) throws SQLException {
        int slash = id.indexOf('/');
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO event_store.key_check (purpose, epoch, hash) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, purpose);
            insert.setString(2, slash < 0 ? "" : id.substring(0, slash));
            insert.setString(3, id.substring(slash + 1));
            insert.executeUpdate();
        }
    }

    /** Some claims of a kind, of those that are held. */
    public List<Held> held(String kind, int most) {
        try (Connection connection = appender.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT key, stream_type, stream_id FROM event_store.claim WHERE starts_with(key, ?) LIMIT ?")) {
            query.setString(1, kind + ":");
            query.setInt(2, most);
            List<Held> held = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    held.add(
                            new Held(row.getString(1), new StreamName(row.getString(2), row.getObject(3, UUID.class))));
                }
            }
            return held;
        } catch (SQLException failed) {
            throw SqlFailures.of("Claims were not read", failed);
        }
    }

    /** The ids of the master keys that wrap keys of subjects; all of them are needed to read. */
    public Set<String> wrapping() {
        try (Connection connection = appender.getConnection()) {
            return wrapping(connection);
        } catch (SQLException failed) {
            throw SqlFailures.of("The keys of subjects were not read", failed);
        }
    }

    /** The epoch that a master key's id names, null for the first one. */
    public static @Nullable String epochOf(String masterKeyId) {
        int slash = masterKeyId.indexOf('/');
        return slash < 0 ? null : masterKeyId.substring(0, slash);
    }
}
