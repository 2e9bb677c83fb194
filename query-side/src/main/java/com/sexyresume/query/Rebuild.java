package com.sexyresume.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a rebuild goes, or went.
 *
 * @param eventsDone events of the history that are in the shadow tables, counting those that the projection ignores
 * @param eventsTotal events that the live rows stand for; it grows while events are recorded
 * @param failure a fixed code: {@code projector-failed}, {@code wrote-elsewhere}, {@code never-ran},
 *     {@code segments-apart}, {@code no-primary-key}, {@code interrupted}, {@code unknown-event} (only a newer version
 *     of the program can read the one behind {@code position}) or {@code database-failed}
 * @param differences between the live rows and the rebuilt ones, for each table; applied in mode {@code apply}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Rebuild(
        UUID id,
        String projection,
        Mode mode,
        State state,
        UUID requestedBy,
        Instant requestedAt,
        Instant changedAt,
        long eventsDone,
        long eventsTotal,
        @Schema(description = "0 to 100") double percent,
        @Schema(description = "Since it was requested") double eventsPerSecond,
        @Nullable String failure,
        @Nullable List<Difference> differences) {

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
        finished,
        cancelled,
        failed
    }

    /**
     * How one table differs.
     *
     * @param missing rows that should be there
     * @param different rows of the same key
     * @param extra rows that should not be there
     * @param examples keys of some of them
     */
    record Difference(String table, long missing, long different, long extra, List<Object> examples) {

        long rows() {
            return missing + different + extra;
        }
    }

    static Rebuild of(ResultSet row, int number) throws SQLException {
        long done = row.getLong("position");
        long total = row.getLong("target");
        Instant requestedAt = row.getTimestamp("requested_at").toInstant();
        Instant changedAt = row.getTimestamp("changed_at").toInstant();
        double seconds =
                Math.max(0.001, Duration.between(requestedAt, changedAt).toMillis() / 1000.0);
        String differences = row.getString("differences");
        return new Rebuild(
                row.getObject("id", UUID.class),
                row.getString("projection"),
                Mode.valueOf(row.getString("mode")),
                State.valueOf(row.getString("state")),
                row.getObject("requested_by", UUID.class),
                requestedAt,
                changedAt,
                done,
                total,
                total == 0 ? 100 : rounded(Math.min(100, 100.0 * done / total)),
                rounded(done / seconds),
                row.getString("failure"),
                differences == null ? null : List.of(JSON.readValue(differences, Difference[].class)));
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
