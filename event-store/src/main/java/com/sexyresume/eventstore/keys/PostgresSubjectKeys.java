package com.sexyresume.eventstore.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.sexyresume.eventstore.history.Commits;
import com.sexyresume.eventstore.history.HistoryUnreachable;
import com.sexyresume.eventstore.history.SqlFailures;
import com.sexyresume.eventstore.history.SubjectErased;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Subjects' keys in {@code personal_data.subject_key}, each wrapped by a {@link MasterKey}. A subject's keys are read
 * once, also when they are gone: an event costs no round trip.
 *
 * <p>A key is committed before anything is encrypted with it, so a reader that finds none knows that it was destroyed.
 * Keys are destroyed by {@code event_store.append} alone; the watch of erasures makes this process forget them.
 */
public final class PostgresSubjectKeys implements SubjectKeys {

    private static final int KEY_ID_BYTES = 9;

    private static final String FIND = "SELECT subject, key_id, wrapped_key, master_key_id, true AS present"
            + " FROM personal_data.subject_key WHERE subject = ANY (?)"
            + " UNION ALL SELECT subject, key_id, wrapped_key, master_key_id, false FROM personal_data.former_key"
            + " WHERE subject = ANY (?)";

    private final DataSource keys;
    private final MasterKeys masterKeys;
    private final Cache<UUID, Known> known;
    private final AtomicLong forgotten = new AtomicLong();

    /** What is known of a subject's keys. */
    sealed interface Known {

        /**
         * They can be used.
         *
         * @param former those before, by id
         */
        record Present(SubjectKey key, Map<String, SubjectKey> former) implements Known {

            @Nullable
            SubjectKey ofId(String id) {
                return key.id().equals(id) ? key : former.get(id);
            }
        }

        enum Gone implements Known {
            ABSENT,
            ERASED
        }
    }

    /**
     * @param keys connections of the login {@code appender}; {@code projector} will do where nothing is written
     * @param cachedSubjects how many subjects' keys are kept in memory
     */
    public PostgresSubjectKeys(DataSource keys, MasterKeys masterKeys, int cachedSubjects) {
        this.keys = keys;
        this.masterKeys = masterKeys;
        this.known = Caffeine.newBuilder().maximumSize(cachedSubjects).build();
    }

    /** The same with one epoch of the master key. */
    public PostgresSubjectKeys(DataSource keys, MasterKey masterKey, int cachedSubjects) {
        this(keys, MasterKeys.only(masterKey), cachedSubjects);
    }

    // What is read is put into memory within a computation of the cache, which an eviction waits for: otherwise a key
    // that was read before the erasure could be put there after the eviction.

    @Override
    public SubjectKey toWrite(UUID subject) {
        Known found = known.getIfPresent(subject);
        if (found == null || found == Known.Gone.ABSENT) {
            found = Objects.requireNonNull(known.asMap()
                    .compute(subject, (_, old) -> old == null || old == Known.Gone.ABSENT ? findOrMake(subject) : old));
        }
        if (found instanceof Known.Present present) {
            return present.key();
        }
        throw new SubjectErased(subject);
    }

    @Override
    public @Nullable SubjectKey toRead(UUID subject, String keyId) {
        Known found = known.get(subject, this::find);
        SubjectKey key = found instanceof Known.Present present ? present.ofId(keyId) : null;
        if (key == null && found != Known.Gone.ERASED) {
            // Another node may have made it since.
            Known before = found;
            found = known.asMap().compute(subject, (_, old) -> old == null || old.equals(before) ? find(subject) : old);
            key = found instanceof Known.Present present ? present.ofId(keyId) : null;
        }
        return key;
    }

    /**
     * Whether somebody was erased, as far as this process has heard; it may be a moment behind, which an append is not.
     *
     * @throws HistoryUnreachable if nothing is known of them and the database does not answer
     */
    public boolean isErased(UUID subject) {
        return known.get(subject, this::find) == Known.Gone.ERASED;
    }

    /** What is in memory of a subject's key. */
    @Nullable
    public Known known(UUID subject) {
        return known.getIfPresent(subject);
    }

    /** Forgets what is in memory of a subject's key, so that it is asked for again. */
    public void forget(UUID subject) {
        forgotten.incrementAndGet();
        known.asMap().remove(subject);
    }

    private Known find(UUID subject) {
        try (Connection connection = keys.getConnection()) {
            return find(connection, subject);
        } catch (SQLException failed) {
            throw SqlFailures.of("The key of subject " + subject + " was not read", failed);
        }
    }

    private Known find(Connection connection, UUID subject) throws SQLException {
        return find(connection, Set.of(subject)).getOrDefault(subject, Known.Gone.ABSENT);
    }

    @Override
    public void prepareToRead(Set<UUID> subjects) {
        long before = forgotten.get();
        Map<UUID, Known> _ = known.getAll(subjects, this::findAll);
        if (forgotten.get() != before) {
            // Many at once are put into memory after they were read, when one of them may just have been evicted.
            known.asMap().keySet().removeAll(subjects);
        }
    }

    /** What is not there is not remembered as absent, because nobody has asked for it. */
    private Map<UUID, Known> findAll(Set<? extends UUID> subjects) {
        try (Connection connection = keys.getConnection()) {
            return find(connection, subjects);
        } catch (SQLException failed) {
            throw SqlFailures.of("The keys of " + subjects.size() + " subjects were not read", failed);
        }
    }

    private Map<UUID, Known> find(Connection connection, Set<? extends UUID> subjects) throws SQLException {
        Map<UUID, Known> found = new HashMap<>();
        Map<UUID, Map<String, SubjectKey>> former = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(FIND)) {
            query.setArray(1, connection.createArrayOf("uuid", subjects.toArray()));
            query.setArray(2, connection.createArrayOf("uuid", subjects.toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    UUID subject = row.getObject("subject", UUID.class);
                    byte @Nullable [] wrapped = row.getBytes("wrapped_key");
                    if (wrapped == null) {
                        found.put(subject, Known.Gone.ERASED);
                        continue;
                    }
                    byte[] opened = masterKeys.unwrap(subject, row.getString("master_key_id"), wrapped);
                    SubjectKey key = new SubjectKey(row.getString("key_id"), new SecretKeySpec(opened, "AES"));
                    if (row.getBoolean("present")) {
                        found.put(subject, new Known.Present(key, Map.of()));
                    } else {
                        former.computeIfAbsent(subject, _ -> new HashMap<>()).put(key.id(), key);
                    }
                }
            }
        }
        former.forEach((subject, keysBefore) -> found.computeIfPresent(
                subject,
                (_, now) -> now instanceof Known.Present present
                        ? new Known.Present(present.key(), Map.copyOf(keysBefore))
                        : now));
        return found;
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
                insert.setString(2, newKeyId());
                insert.setBytes(3, newWrappedKey(subject));
                insert.setString(4, masterKeys.current().id());
                insert.executeUpdate();
                Commits.check(insert.getWarnings());
            }
            return find(connection, subject);
        } catch (SQLException failed) {
            throw SqlFailures.of("A key for subject " + subject + " was not made", failed);
        }
    }

    private static String newKeyId() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Secret.random(KEY_ID_BYTES));
    }

    private byte[] newWrappedKey(UUID subject) {
        return masterKeys.current().wrap(subject, Secret.random(Secret.LENGTH_BYTES));
    }

    /**
     * Gives a subject another key: what is written from now on is encrypted under it, what was written before stays
     * readable under the former ones. Other nodes write under the former one until they ask again.
     *
     * @return whether there was a key to replace, and no other node was faster
     * @throws SubjectErased if the key is destroyed
     */
    public boolean replace(UUID subject) {
        forget(subject);
        Known found = known.get(subject, this::find);
        if (found == Known.Gone.ERASED) {
            throw new SubjectErased(subject);
        }
        if (!(found instanceof Known.Present present)) {
            return false;
        }
        try (Connection connection = keys.getConnection();
                PreparedStatement call =
                        connection.prepareStatement("SELECT personal_data.replace_key(?, ?, ?, ?, ?)")) {
            call.setObject(1, subject);
            call.setString(2, present.key().id());
            call.setString(3, newKeyId());
            call.setBytes(4, newWrappedKey(subject));
            call.setString(5, masterKeys.current().id());
            try (ResultSet row = call.executeQuery()) {
                boolean replaced = row.next() && row.getBoolean(1);
                Commits.check(call.getWarnings());
                return replaced;
            }
        } catch (SQLException failed) {
            throw SqlFailures.of("The key of subject " + subject + " was not replaced", failed);
        } finally {
            forget(subject);
        }
    }
}
