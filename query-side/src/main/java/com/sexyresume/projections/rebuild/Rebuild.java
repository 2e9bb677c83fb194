package com.sexyresume.projections.rebuild;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a rebuild goes, or went.
 *
 * @param requestedBy absent when the operator began it, at the start of a process
 * @param eventsDone events of the history that are in the shadow tables, counting those that the projection ignores
 * @param eventsTotal events that the live rows stand for; it grows while events are recorded
 * @param resumed how often it was taken up again, after the process that ran it had died or stopped
 * @param failure a fixed code: {@code projector-failed}, {@code unreadable-event}, {@code unknown-event} (only a newer
 *     version of the program can read the one behind the position), {@code wrote-elsewhere}, {@code never-ran},
 *     {@code segments-apart}, {@code no-primary-key}, {@code interrupted}, {@code database-failed},
 *     {@code parked-no-longer} (what was left out was retried or discarded meanwhile), or what refused the switch:
 *     {@code row-security-violated}, {@code dashboard-wrong}
 * @param findings what refused the switch, which was rolled back
 * @param differences between the live rows and the rebuilt ones, for each table; applied in mode {@code apply}
 * @param standstillMs how long the live projection waited for the switch, from its lock to the commit
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Rebuild(
        UUID id,
        String projection,
        Mode mode,
        State state,
        @Nullable UUID requestedBy,
        Instant requestedAt,
        Instant changedAt,
        long eventsDone,
        long eventsTotal,
        @Schema(description = "0 to 100") double percent,

        @Schema(description = "Since it was begun, or resumed last")
        double eventsPerSecond,

        @Schema(description = "At that rate; while it runs") @Nullable
        Double secondsLeft,

        int resumed,
        @Nullable String failure,
        @Nullable List<String> findings,
        @Nullable List<Difference> differences,
        @Nullable Long standstillMs) {

    /** Its columns, and whether anybody works on it. */
    static final String COLUMNS = "r.*, projections.is_attended(r.projection) AS attended";

    private static final JsonMapper JSON = JsonMapper.shared();

    /** What is done about differences, as written in requests. */
    enum Mode {
        /** The live rows become equal to the rebuilt ones. */
        apply,
        /** Differences are reported, and nothing is changed. */
        verify
    }

    /** As written in answers. */
    enum State {
        running,
        /** The process that ran it is gone; another one, or the same when it is back, will go on with it. */
        interrupted,
        finished,
        cancelled,
        failed;

        boolean isEnd() {
            return this != running && this != interrupted;
        }
    }

    /**
     * How one table differs.
     *
     * @param missing rows that should be there
     * @param different rows of the same key
     * @param extra rows that should not be there
     * @param examples keys of some of them, without texts, which may be about a person
     * @param inserted rows, when it was applied
     * @param updated rows, when it was applied
     * @param deleted rows, when it was applied
     */
    record Difference(
            String table,
            long missing,
            long different,
            long extra,
            List<Object> examples,
            long inserted,
            long updated,
            long deleted) {

        long rows() {
            return missing + different + extra;
        }

        Difference applied(long inserted, long updated, long deleted) {
            return new Difference(table, missing, different, extra, examples, inserted, updated, deleted);
        }
    }

    /**
     * Reads rebuilds, and again when one of them looks interrupted: it may have ended, and given its lock back, between
     * the moment of its row and the look at the lock.
     */
    static List<Rebuild> settled(Supplier<List<Rebuild>> read) {
        List<Rebuild> found = read.get();
        return found.stream().anyMatch(rebuild -> rebuild.state() == State.interrupted) ? read.get() : found;
    }

    static Rebuild of(ResultSet row, int number) throws SQLException {
        long done = row.getLong("position");
        long total = row.getLong("target");
        State state = State.valueOf(row.getString("state"));
        if (state == State.running && !row.getBoolean("attended")) {
            state = State.interrupted;
        }
        Instant requestedAt = row.getTimestamp("requested_at").toInstant();
        Instant changedAt = row.getTimestamp("changed_at").toInstant();
        Timestamp attemptAt = row.getTimestamp("attempt_at");
        double seconds = Math.max(
                0.001,
                Duration.between(attemptAt == null ? requestedAt : attemptAt.toInstant(), changedAt)
                                .toMillis()
                        / 1000.0);
        double rate = Math.max(0, done - row.getLong("attempt_from")) / seconds;
        String differences = row.getString("differences");
        String findings = row.getString("findings");
        return new Rebuild(
                row.getObject("id", UUID.class),
                row.getString("projection"),
                Mode.valueOf(row.getString("mode")),
                state,
                row.getObject("requested_by", UUID.class),
                requestedAt,
                changedAt,
                done,
                total,
                percent(state, done, total),
                rounded(rate),
                state == State.running && rate > 0 ? rounded(Math.max(0, total - done) / rate) : null,
                row.getInt("resumed"),
                row.getString("failure"),
                findings == null ? null : List.of(JSON.readValue(findings, String[].class)),
                differences == null ? null : List.of(JSON.readValue(differences, Difference[].class)),
                row.getObject("locked_ms", Long.class));
    }

    /** Nothing to do is all of it, once that is known. */
    private static double percent(State state, long done, long total) {
        if (total == 0) {
            return state == State.finished ? 100 : 0;
        }
        return rounded(Math.min(100, 100.0 * done / total));
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
