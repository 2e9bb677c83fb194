package com.sexyresume.query.analytics;

import com.sexyresume.projections.Recorded;
import com.sexyresume.query.analytics.EventName.Origin;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps what clients have sent as rows of {@code analytics_events} that belong to no projection: strangers write
 * nothing into the history, and what they wrote can be deleted (T09).
 */
class ClientEvents {

    private final JdbcClient rows;
    private final TransactionTemplate transaction;

    ClientEvents(DataSource projection) {
        rows = JdbcClient.create(projection);
        transaction = new TransactionTemplate(new JdbcTransactionManager(projection));
    }

    /**
     * An event that may be stored.
     *
     * @param properties JSON text of an object without personal data
     */
    record Row(UUID id, EventName name, String properties, String session, Instant time) {}

    /**
     * Stores those that are not there yet, all or none; none of a user who was erased, whether this node has heard of
     * it or not.
     *
     * @param user null of anonymous visitors
     * @return how many there were to store
     */
    int store(@Nullable UUID user, List<Row> events, Instant now) {
        Integer stored = transaction.execute(status -> {
            if (user != null) {
                lock(user, false, rows);
                if (isErased(user)) {
                    return 0;
                }
            }
            return rows.sql("""
                            INSERT INTO analytics_events
                                (id, event_name, category, action, properties, user_id, session_id, origin, timestamp,
                                 created_at)
                            SELECT id, name, category, action,
                                   properties || CASE
                                                     WHEN :user::uuid IS NULL THEN '{}'::jsonb
                                                     ELSE jsonb_build_object('user_id', :user::uuid)
                                       END,
                                   :user::uuid, session, :origin, time, :now
                            FROM unnest(:id::uuid[], :name::text[], :category::text[], :action::text[],
                                        :properties::jsonb[], :session::text[], :time::timestamptz[])
                                     AS sent (id, name, category, action, properties, session, time)
                            ON CONFLICT (id, timestamp) DO NOTHING
                            """)
                    .param("user", user == null ? null : user.toString())
                    .param("origin", Origin.CLIENT.text())
                    .param("now", Timestamp.from(now))
                    .param("id", Recorded.column(events, Row::id))
                    .param("name", Recorded.column(events, row -> row.name().text()))
                    .param("category", Recorded.column(events, row -> row.name().category()))
                    .param("action", Recorded.column(events, row -> row.name().action()))
                    .param("properties", Recorded.column(events, Row::properties))
                    .param("session", Recorded.column(events, Row::session))
                    .param("time", Recorded.column(events, Row::time))
                    .update();
        });
        return stored == null ? 0 : stored;
    }

    /**
     * Keeps an erasure from passing by a row that is stored at the same time: either it waits and sees the row, or the
     * row is not stored, because the erasure is in the history before its projector locks.
     */
    static void lock(UUID user, boolean alone, JdbcClient rows) {
        rows.sql("SELECT " + (alone ? "pg_advisory_xact_lock" : "pg_advisory_xact_lock_shared")
                        + "(hashtext('analytics of a user'), hashtext(?))")
                .param(user.toString())
                .query()
                .listOfRows();
    }

    private boolean isErased(UUID user) {
        return rows.sql("""
                        SELECT EXISTS (SELECT
                                       FROM personal_data.subject_key
                                       WHERE subject = ? AND erased_at IS NOT NULL)
                        """).param(user).query(Boolean.class).single();
    }

    /**
     * Deletes what clients had sent before the time.
     *
     * @param most in one transaction
     * @return how many rows
     */
    int deleteBefore(Instant time, int most) {
        return rows.sql("""
                        DELETE FROM analytics_events
                        WHERE (id, timestamp) IN (SELECT id, timestamp
                                                  FROM analytics_events
                                                  WHERE timestamp < :time AND origin = :origin
                                                  ORDER BY timestamp
                                                  LIMIT :most)
                          AND timestamp < :time
                        """)
                .param("time", Timestamp.from(time))
                .param("origin", Origin.CLIENT.text())
                .param("most", most)
                .update();
    }
}
