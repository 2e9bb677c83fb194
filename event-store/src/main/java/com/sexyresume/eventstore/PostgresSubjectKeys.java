package com.sexyresume.eventstore;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Subjects' keys in {@code personal_data.subject_key}, each wrapped by the {@link MasterKey}. A subject's key is read
 * once, also when it is gone: an event costs no round trip.
 *
 * <p>A key is committed before anything is encrypted with it, so a reader that finds none knows that it was destroyed.
 */
public final class PostgresSubjectKeys implements SubjectKeys {

    private static final int KEY_ID_BYTES = 9;

    private final DataSource keys;
    private final MasterKey masterKey;
    private final Cache<UUID, Known> known;

    /** What is known of a subject's key. */
    sealed interface Known {

        record Present(SubjectKey key) implements Known {}

        enum Gone implements Known {
            ABSENT,
            ERASED
        }
    }

    /**
     * @param keys connections of the login {@code appender}; {@code projector} will do where nothing is written
     * @param cachedSubjects how many subjects' keys are kept in memory
     */
    public PostgresSubjectKeys(DataSource keys, MasterKey masterKey, int cachedSubjects) {
        this.keys = keys;
        this.masterKey = masterKey;
        this.known = Caffeine.newBuilder().maximumSize(cachedSubjects).build();
    }

    @Override
    public SubjectKey toWrite(UUID subject) {
        Known found = known.getIfPresent(subject);
        if (found == null || found == Known.Gone.ABSENT) {
            found = findOrMake(subject);
            known.put(subject, found);
        }
        if (found instanceof Known.Present(SubjectKey key)) {
            return key;
        }
        throw new SubjectErased(subject);
    }

    @Override
    public @Nullable SubjectKey toRead(UUID subject, String keyId) {
        return known.get(subject, this::find) instanceof Known.Present(SubjectKey key)
                        && key.id().equals(keyId)
                ? key
                : null;
    }

    /** What is in memory of a subject's key. */
    @Nullable
    Known known(UUID subject) {
        return known.getIfPresent(subject);
    }

    /** Forgets what is in memory of a subject's key, so that it is asked for again. */
    public void forget(UUID subject) {
        known.invalidate(subject);
    }

    private Known find(UUID subject) {
        try (Connection connection = keys.getConnection()) {
            return find(connection, subject);
        } catch (SQLException failed) {
            throw Failures.of("The key of subject " + subject + " was not read", failed);
        }
    }

    @Override
    public void prepareToRead(Set<UUID> subjects) {
        Map<UUID, Known> _ = known.getAll(subjects, this::findAll);
    }

    /** What is not there is not remembered as absent, because nobody has asked for it. */
    private Map<UUID, Known> findAll(Set<? extends UUID> subjects) {
        Map<UUID, Known> found = new HashMap<>();
        try (Connection connection = keys.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT subject, key_id, wrapped_key, master_key_id FROM personal_data.subject_key"
                                + " WHERE subject = ANY (?)")) {
            query.setArray(1, connection.createArrayOf("uuid", subjects.toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    UUID subject = row.getObject("subject", UUID.class);
                    found.put(subject, known(subject, row));
                }
            }
            return found;
        } catch (SQLException failed) {
            throw Failures.of("The keys of " + subjects.size() + " subjects were not read", failed);
        }
    }

    private Known find(Connection connection, UUID subject) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT key_id, wrapped_key, master_key_id FROM personal_data.subject_key WHERE subject = ?")) {
            query.setObject(1, subject);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? known(subject, row) : Known.Gone.ABSENT;
            }
        }
    }

    private Known known(UUID subject, ResultSet row) throws SQLException {
        byte @Nullable [] wrapped = row.getBytes("wrapped_key");
        if (wrapped == null) {
            return Known.Gone.ERASED;
        }
        String master = row.getString("master_key_id");
        if (!master.equals(masterKey.id())) {
            throw new IllegalStateException("The key of subject " + subject + " is wrapped by master key " + master
                    + ", but the one that is configured is " + masterKey.id());
        }
        byte[] key = masterKey.unwrap(subject, wrapped);
        return new Known.Present(new SubjectKey(row.getString("key_id"), new SecretKeySpec(key, "AES")));
    }

    /** Of several that make a subject's first key at once, one is first, and all read that one. */
    private Known findOrMake(UUID subject) {
        try (Connection connection = keys.getConnection()) {
            Known found = find(connection, subject);
            if (found != Known.Gone.ABSENT) {
                return found;
            }
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO personal_data.subject_key (subject, key_id, wrapped_key,"
                            + " master_key_id) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
                insert.setObject(1, subject);
                insert.setString(
                        2, Base64.getUrlEncoder().withoutPadding().encodeToString(Secret.random(KEY_ID_BYTES)));
                insert.setBytes(3, masterKey.wrap(subject, Secret.random(Secret.LENGTH_BYTES)));
                insert.setString(4, masterKey.id());
                insert.executeUpdate();
            }
            return find(connection, subject);
        } catch (SQLException failed) {
            throw Failures.of("A key for subject " + subject + " was not made", failed);
        }
    }
}
