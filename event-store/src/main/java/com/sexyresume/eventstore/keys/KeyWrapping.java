package com.sexyresume.eventstore.keys;

import com.sexyresume.eventstore.history.Commits;
import com.sexyresume.eventstore.history.SqlFailures;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Wraps subjects' keys by the current master key, so that the keys of earlier epochs can go; no key is lost on the way.
 * What is replaced is kept until it was confirmed that the new form opens and holds the same key. The login that
 * replaces cannot confirm, and the login that confirms cannot replace: neither alone can destroy a key.
 */
public final class KeyWrapping {

    private static final String OF_EARLIER_EPOCHS = "SELECT subject, key_id, wrapped_key, master_key_id FROM ("
            + "(SELECT subject, key_id, wrapped_key, master_key_id FROM personal_data.subject_key"
            + " WHERE master_key_id = ANY (?) AND wrapped_key IS NOT NULL LIMIT ?) UNION ALL"
            + " (SELECT subject, key_id, wrapped_key, master_key_id FROM personal_data.former_key"
            + " WHERE master_key_id = ANY (?) LIMIT ?)) AS earlier LIMIT ?";

    private static final String UNCONFIRMED = "SELECT r.subject, r.key_id, k.wrapped_key, k.master_key_id,"
            + " r.wrapped_key AS replaced, r.master_key_id AS replaced_master_key_id"
            + " FROM personal_data.replaced_wrap r JOIN ("
            + "SELECT subject, key_id, wrapped_key, master_key_id FROM personal_data.subject_key"
            + " UNION ALL SELECT subject, key_id, wrapped_key, master_key_id FROM personal_data.former_key) k"
            + " ON k.subject = r.subject AND k.key_id = r.key_id"
            + " WHERE k.wrapped_key IS NOT NULL AND r.master_key_id = ANY (?)"
            + " AND (r.subject, r.key_id) > (?, ?) ORDER BY r.subject, r.key_id LIMIT ?";

    private static final String COUNT = "SELECT master_key_id, count(*) FROM ("
            + "SELECT master_key_id FROM personal_data.subject_key WHERE wrapped_key IS NOT NULL"
            + " UNION ALL SELECT master_key_id FROM personal_data.former_key"
            + " UNION ALL SELECT master_key_id FROM personal_data.replaced_wrap) AS wrapped GROUP BY master_key_id";

    private final DataSource rewrapper;
    private final DataSource confirmer;
    private final MasterKeys masterKeys;

    /**
     * @param rewrapper connections of the login {@code rewrapper}
     * @param confirmer connections of the login {@code appender}
     */
    public KeyWrapping(DataSource rewrapper, DataSource confirmer, MasterKeys masterKeys) {
        this.rewrapper = rewrapper;
        this.confirmer = confirmer;
        this.masterKeys = masterKeys;
    }

    /** Some keys' places, one list for each parameter of a function. */
    private static final class Batch {

        private final List<UUID> subjects = new ArrayList<>();
        private final List<String> keyIds = new ArrayList<>();
        private final List<byte[]> wrapped = new ArrayList<>();
        private final List<byte[]> rewrapped = new ArrayList<>();

        boolean isEmpty() {
            return subjects.isEmpty();
        }
    }

    /**
     * How many forms of subjects' keys each epoch of the master key wraps, those of the configured ones first; a form
     * that was replaced counts until that is confirmed. A master key that wraps none can be thrown away: what is
     * counted is on the standby as well, where commits wait for one.
     */
    public Map<String, Long> wrappedByEpoch() {
        Map<String, Long> counts = new TreeMap<>();
        masterKeys.ids().forEach(id -> counts.put(id, 0L));
        try (Connection connection = rewrapper.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement query = connection.prepareStatement(COUNT);
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    counts.put(row.getString(1), row.getLong(2));
                }
                Commits.waitAsAWriter(connection);
                Commits.commit(connection);
                return counts;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException failed) {
            throw SqlFailures.of("The keys were not counted", failed);
        }
    }

    /**
     * Wraps some keys of earlier epochs by the current master key. Reading and writing go on meanwhile; it may run on
     * several nodes at the same time, and be stopped at any moment.
     *
     * @return how many were wrapped anew; 0 when none is left of the epochs whose master keys are here
     */
    public int rewrap(int most) {
        String current = masterKeys.current().id();
        Object[] earlier =
                masterKeys.ids().stream().filter(id -> !id.equals(current)).toArray();
        try (Connection connection = rewrapper.getConnection()) {
            // Zero of those that were found means that other nodes were faster, and not that none is left.
            while (true) {
                Batch found = ofEarlierEpochs(connection, earlier, most);
                if (found.isEmpty()) {
                    return 0;
                }
                int done = rewrap(connection, found, current);
                if (done > 0) {
                    return done;
                }
            }
        } catch (SQLException failed) {
            throw SqlFailures.of("Keys were not wrapped anew", failed);
        }
    }

    private Batch ofEarlierEpochs(Connection connection, Object[] epochs, int most) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(OF_EARLIER_EPOCHS)) {
            query.setArray(1, connection.createArrayOf("text", epochs));
            query.setInt(2, most);
            query.setArray(3, connection.createArrayOf("text", epochs));
            query.setInt(4, most);
            query.setInt(5, most);
            Batch found = new Batch();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    UUID subject = row.getObject("subject", UUID.class);
                    byte[] wrapped = row.getBytes("wrapped_key");
                    byte[] key = masterKeys.unwrap(subject, row.getString("master_key_id"), wrapped);
                    found.subjects.add(subject);
                    found.keyIds.add(row.getString("key_id"));
                    found.wrapped.add(wrapped);
                    found.rewrapped.add(masterKeys.current().wrap(subject, key));
                }
            }
            return found;
        }
    }

    private static int rewrap(Connection connection, Batch found, String current) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement("SELECT personal_data.rewrap(?, ?, ?, ?, ?)")) {
            places(connection, call, found);
            call.setArray(3, connection.createArrayOf("bytea", found.wrapped.toArray(byte[][]::new)));
            call.setArray(4, connection.createArrayOf("bytea", found.rewrapped.toArray(byte[][]::new)));
            call.setString(5, current);
            return number(call);
        }
    }

    /**
     * What became of replaced forms.
     *
     * @param confirmed the new form opens and holds the same key: the old one is gone
     * @param restored the new form does not: the old one is in its place again
     */
    public record Confirmed(long confirmed, long restored) {}

    /**
     * Opens what was wrapped anew, as the database has it now, beside what it replaced, and lets go of the one or the
     * other. What replaced a form of an epoch whose master key is not here waits for a process that has it.
     *
     * @param most how many are looked at together
     */
    public Confirmed confirm(int most) {
        long confirmed = 0;
        long restored = 0;
        UUID subject = new UUID(0, 0);
        String keyId = "";
        while (true) {
            Batch opened = new Batch();
            Batch broken = new Batch();
            int looked = 0;
            try (Connection connection = rewrapper.getConnection();
                    PreparedStatement query = connection.prepareStatement(UNCONFIRMED)) {
                query.setArray(
                        1, connection.createArrayOf("text", masterKeys.ids().toArray()));
                query.setObject(2, subject);
                query.setString(3, keyId);
                query.setInt(4, most);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        looked++;
                        subject = row.getObject("subject", UUID.class);
                        keyId = row.getString("key_id");
                        byte[] form = row.getBytes("wrapped_key");
                        boolean same = same(
                                masterKeys.unwrap(
                                        subject, row.getString("replaced_master_key_id"), row.getBytes("replaced")),
                                opened(subject, row.getString("master_key_id"), form));
                        Batch batch = same ? opened : broken;
                        batch.subjects.add(subject);
                        batch.keyIds.add(keyId);
                        batch.wrapped.add(form);
                    }
                }
                restored += broken.isEmpty() ? 0 : restore(connection, broken);
            } catch (SQLException failed) {
                throw SqlFailures.of("What was wrapped anew was not read", failed);
            }
            confirmed += opened.isEmpty() ? 0 : confirm(opened);
            if (looked < most) {
                return new Confirmed(confirmed, restored);
            }
        }
    }

    /** Null when it does not open, or is of an epoch that is not here: nobody here could read what it protects. */
    private byte @Nullable [] opened(UUID subject, String masterKeyId, byte[] form) {
        try {
            return masterKeys.unwrap(subject, masterKeyId, form);
        } catch (RuntimeException broken) {
            return null;
        }
    }

    private static boolean same(byte[] before, byte @Nullable [] after) {
        return after != null && MessageDigest.isEqual(before, after);
    }

    private int confirm(Batch opened) {
        try (Connection connection = confirmer.getConnection();
                PreparedStatement call = connection.prepareStatement("SELECT personal_data.confirm_rewrap(?, ?, ?)")) {
            places(connection, call, opened);
            call.setArray(3, connection.createArrayOf("bytea", opened.wrapped.toArray(byte[][]::new)));
            return number(call);
        } catch (SQLException failed) {
            throw SqlFailures.of("What was wrapped anew was not confirmed", failed);
        }
    }

    private static int restore(Connection connection, Batch broken) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement("SELECT personal_data.restore_wrap(?, ?)")) {
            places(connection, call, broken);
            return number(call);
        }
    }

    private static void places(Connection connection, PreparedStatement call, Batch batch) throws SQLException {
        call.setArray(1, connection.createArrayOf("uuid", batch.subjects.toArray()));
        call.setArray(2, connection.createArrayOf("text", batch.keyIds.toArray()));
    }

    private static int number(PreparedStatement call) throws SQLException {
        try (ResultSet row = call.executeQuery()) {
            int number = row.next() ? row.getInt(1) : 0;
            Commits.check(call.getWarnings());
            return number;
        }
    }
}
