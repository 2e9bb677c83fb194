package com.sexyresume.projections;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The sequences of each projection that wait because an event of theirs cannot be projected. All of it is done in the
 * transaction of whoever holds the projection's token row, so a sequence is either projected in order or parked in
 * order, and an event is never both.
 */
public final class DeadLetters {

    private final JdbcClient rows;

    /** @param rows of the login that projects */
    public DeadLetters(JdbcClient rows) {
        this.rows = rows;
    }

    /** Waits for the projection's other work and keeps it out until the transaction ends. */
    public void lock(String projection) {
        rows.sql("SELECT set_config('lock_timeout', '10s', true)").query().listOfRows();
        rows.sql("SELECT segment FROM projections.token_entry WHERE processor_name = ? ORDER BY segment FOR UPDATE")
                .param(projection)
                .query()
                .listOfRows();
    }

    Set<String> parked(String projection) {
        return rows.sql("SELECT sequence FROM projections.parked_sequence WHERE projection = ?")
                .param(projection)
                .query(String.class)
                .set();
    }

    /** Parks sequences, and puts events behind those that are parked. */
    void park(String projection, Map<String, Fault> poisoned, int attempts, Map<String, List<Long>> positions) {
        poisoned.forEach((sequence, fault) -> rows.sql("""
                        INSERT INTO projections.parked_sequence
                        VALUES (:projection, :sequence, :attempts, :exception, :sqlState, :code,
                                transaction_timestamp(), transaction_timestamp())
                        """)
                .param("projection", projection)
                .param("sequence", sequence)
                .param("attempts", attempts)
                .param("exception", fault.exception())
                .param("sqlState", fault.sqlState())
                .param("code", fault.code())
                .update());
        record Letter(String sequence, Long position) {}
        List<Letter> letters = new ArrayList<>();
        positions.forEach((sequence, of) -> of.forEach(position -> letters.add(new Letter(sequence, position))));
        if (!letters.isEmpty()) {
            rows.sql("""
                            INSERT INTO projections.dead_letter
                            SELECT :projection, *
                            FROM unnest(:sequence::text[], :position::bigint[])
                            """)
                    .param("projection", projection)
                    .param("sequence", Recorded.column(letters, Letter::sequence))
                    .param("position", Recorded.column(letters, Letter::position))
                    .update();
        }
    }

    /** The first positions of a sequence, in their order; none when it is not parked. */
    public List<Long> positions(String projection, String sequence, int limit) {
        return rows.sql("""
                        SELECT position
                        FROM projections.dead_letter
                        WHERE projection = ? AND sequence = ?
                        ORDER BY position
                        LIMIT ?
                        """)
                .params(projection, sequence, limit)
                .query(Long.class)
                .list();
    }

    /** The first event of a sequence failed once more. */
    public void failedAgain(String projection, String sequence, Fault fault) {
        rows.sql("""
                        UPDATE projections.parked_sequence
                        SET attempts  = attempts + 1,
                            exception = :exception,
                            sql_state = :sqlState,
                            code      = :code,
                            tried_at  = transaction_timestamp()
                        WHERE projection = :projection AND sequence = :sequence
                        """)
                .param("exception", fault.exception())
                .param("sqlState", fault.sqlState())
                .param("code", fault.code())
                .param("projection", projection)
                .param("sequence", sequence)
                .update();
    }

    /** Lets go of a sequence's events up to a position, and of the sequence with its last one. */
    public void remove(String projection, String sequence, long upTo) {
        rows.sql("DELETE FROM projections.dead_letter WHERE projection = ? AND sequence = ? AND position <= ?")
                .params(projection, sequence, upTo)
                .update();
        removeEmpty(projection);
    }

    /**
     * Lets go of a projection's events up to a position, because its rows show them now. For a rebuild, in the
     * transaction that holds the token row and applies the difference.
     *
     * @param leftOut by sequence, from where on its rows do not show them
     */
    public void clear(String projection, long upTo, Map<String, Long> leftOut) {
        record LeftOut(String sequence, Long from) {}
        List<LeftOut> kept = new ArrayList<>();
        leftOut.forEach((sequence, from) -> kept.add(new LeftOut(sequence, from)));
        rows.sql("""
                        DELETE FROM projections.dead_letter d
                        WHERE projection = :projection
                          AND position <= :upTo
                          AND NOT EXISTS (SELECT
                                          FROM unnest(:sequence::text[], :from::bigint[]) AS l (sequence, begins)
                                          WHERE l.sequence = d.sequence AND l.begins <= d.position)
                        """)
                .param("projection", projection)
                .param("upTo", upTo)
                .param("sequence", Recorded.column(kept, LeftOut::sequence))
                .param("from", Recorded.column(kept, LeftOut::from))
                .update();
        removeEmpty(projection);
    }

    /** As {@link #clear(String, long, Map)}, when nothing is left out. */
    public void clear(String projection, long upTo) {
        clear(projection, upTo, Map.of());
    }

    /** Whether the event is parked. */
    public boolean contains(String projection, String sequence, long position) {
        return rows.sql("""
                        SELECT EXISTS (SELECT
                                       FROM projections.dead_letter
                                       WHERE projection = ? AND sequence = ? AND position = ?)
                        """)
                .params(projection, sequence, position)
                .query(Boolean.class)
                .single();
    }

    /** Whether somebody has decided that the event is not projected. */
    public boolean isDiscarded(String projection, String sequence, long position) {
        return rows.sql("""
                        SELECT EXISTS (SELECT
                                       FROM projections.discard
                                       WHERE projection = ? AND sequence = ? AND ? BETWEEN first_position AND last_position)
                        """)
                .params(projection, sequence, position)
                .query(Boolean.class)
                .single();
    }

    private void removeEmpty(String projection) {
        rows.sql("""
                        DELETE FROM projections.parked_sequence s
                        WHERE projection = ?
                          AND NOT EXISTS (SELECT
                                          FROM projections.dead_letter d
                                          WHERE d.projection = s.projection AND d.sequence = s.sequence)
                        """).param(projection).update();
    }

    /** The projections of which something is parked. */
    List<Parked> counted() {
        return rows.sql("""
                        SELECT projection, count(DISTINCT sequence) AS sequences, count(*) AS events
                        FROM projections.dead_letter
                        GROUP BY projection
                        ORDER BY projection
                        """)
                .query((row, number) ->
                        new Parked(row.getString("projection"), row.getLong("sequences"), row.getLong("events")))
                .list();
    }
}
