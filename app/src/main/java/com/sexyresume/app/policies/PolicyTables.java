package com.sexyresume.app.policies;

import com.sexyresume.events.TimeRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What policies leave behind beside commands: reactions that were parked, and reminders that are not due yet. */
final class PolicyTables {

    private final JdbcClient rows;

    PolicyTables(JdbcClient rows) {
        this.rows = rows;
    }

    /**
     * A reaction that was given up.
     *
     * @param position of the event
     * @param due whether it was the reaction to a reminder
     * @param cause the code of the refusal, or the class of what was thrown: never a message, which may quote data
     */
    record Parked(
            String policy, long position, boolean due, String cause, int attempts, Instant parkedAt, Instant triedAt) {

        static Parked of(ResultSet row, int index) throws SQLException {
            return new Parked(
                    row.getString("policy"),
                    row.getLong("position"),
                    row.getBoolean("due"),
                    row.getString("cause"),
                    row.getInt("attempts"),
                    row.getObject("parked_at", OffsetDateTime.class).toInstant(),
                    row.getObject("tried_at", OffsetDateTime.class).toInstant());
        }
    }

    record Reminder(String policy, long position, OffsetDateTime takenUntil) {}

    void park(String policy, long position, boolean due, String cause, int attempts) {
        rows.sql("""
                INSERT INTO policies.parked (policy, position, due, cause, attempts, parked_at, tried_at)
                VALUES (?, ?, ?, ?, ?, now(), now())
                ON CONFLICT (policy, position, due)
                    DO UPDATE SET cause = excluded.cause, attempts = parked.attempts + excluded.attempts, tried_at = now()
                """).params(policy, position, due, cause, attempts).update();
    }

    void unpark(String policy, long position, boolean due) {
        rows.sql("DELETE FROM policies.parked WHERE policy = ? AND position = ? AND due = ?")
                .params(policy, position, due)
                .update();
    }

    Optional<Parked> parked(String policy, long position, boolean due) {
        return rows.sql("SELECT * FROM policies.parked WHERE policy = ? AND position = ? AND due = ?")
                .params(policy, position, due)
                .query(Parked::of)
                .optional();
    }

    /** The oldest first, after a policy and position. */
    List<Parked> parked(long afterPosition, @Nullable String policy, int limit) {
        return rows.sql("""
                        SELECT *
                        FROM policies.parked
                        WHERE position > :after AND (:policy::text IS NULL OR policy = :policy)
                        ORDER BY position, policy, due
                        LIMIT :limit
                        """)
                .param("after", afterPosition)
                .param("policy", policy)
                .param("limit", limit)
                .query(Parked::of)
                .list();
    }

    long countParked() {
        return rows.sql("SELECT count(*) FROM policies.parked")
                .query(Long.class)
                .single();
    }

    void remind(String policy, long position, Instant due) {
        rows.sql("""
                INSERT INTO policies.reminder (policy, position, due_at)
                VALUES (?, ?, ?)
                ON CONFLICT (policy, position) DO UPDATE SET due_at = excluded.due_at
                """)
                .params(policy, position, TimeRange.nearest(due).atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * Takes one due reminder for a while, so that no other process works on it; if this one falls silent, it is due
     * again.
     */
    Optional<Reminder> takeDue() {
        return rows.sql("""
                        UPDATE policies.reminder
                        SET due_at = now() + interval '1 minute'
                        WHERE (policy, position) = (SELECT policy, position
                                                    FROM policies.reminder
                                                    WHERE due_at <= now()
                                                    ORDER BY due_at
                                                    LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING policy, position, due_at
                        """)
                .query((row, index) -> new Reminder(
                        row.getString("policy"),
                        row.getLong("position"),
                        row.getObject("due_at", OffsetDateTime.class)))
                .optional();
    }

    /** Forgets a reminder that was worked on, unless the policy has asked for another one meanwhile. */
    void done(Reminder reminder) {
        rows.sql("DELETE FROM policies.reminder WHERE policy = ? AND position = ? AND due_at = ?")
                .params(reminder.policy(), reminder.position(), reminder.takenUntil())
                .update();
    }
}
