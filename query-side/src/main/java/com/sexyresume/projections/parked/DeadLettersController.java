package com.sexyresume.projections.parked;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.sexyresume.projections.parked.ParkedSequences.AllRetried;
import com.sexyresume.projections.parked.ParkedSequences.Discarded;
import com.sexyresume.projections.parked.ParkedSequences.Retried;
import com.sexyresume.reading.Cursor;
import com.sexyresume.reading.Page;
import com.sexyresume.reading.PageRequest;
import com.sexyresume.reading.Reader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What waits behind events that cannot be projected, for auditors and super admins (T30). */
@RestController
@RequestMapping("/v1/admin/projections/{name}")
@Tag(name = "Projections", description = "For auditors and super admins")
public class DeadLettersController {

    private static final Duration LONGEST_RETRY = Duration.ofSeconds(20);
    private static final Cursor BEFORE_ALL = Cursor.of(0L, "");
    private static final Cursor AFTER_ALL = Cursor.of(Instant.parse("9999-01-01T00:00:00Z"), new UUID(0, 0));

    private final Reader reader;
    private final ParkedSequences parked;

    DeadLettersController(Reader reader, ParkedSequences parked) {
        this.reader = reader;
        this.parked = parked;
    }

    /**
     * A sequence that waits.
     *
     * @param sequence what the projection keeps in order: an id, such as a stream's or a user's
     * @param firstPosition of the event that failed
     * @param events it and those behind it
     * @param attempts how often it was tried alone
     */
    record ParkedSequence(
            String sequence,
            long firstPosition,
            long events,
            int attempts,
            Cause cause,
            Instant parkedAt,
            Instant triedAt) {

        static ParkedSequence of(ResultSet row, int number) throws SQLException {
            return new ParkedSequence(
                    row.getString("sequence"),
                    row.getLong("first_position"),
                    row.getLong("events"),
                    row.getInt("attempts"),
                    new Cause(row.getString("exception"), row.getString("sql_state"), row.getString("code")),
                    row.getTimestamp("parked_at").toInstant(),
                    row.getTimestamp("tried_at").toInstant());
        }
    }

    /** Why an event failed, when it was last tried; it quotes nothing of it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Cause(
            @Schema(description = "A class of Java") String exception,

            @Schema(description = "What PostgreSQL said, if it was asked") @Nullable
            String sqlState,

            @Schema(allowableValues = {"constraint-violated", "value-refused", "statement-refused", "projector-failed"})
            String code) {}

    /** Events that somebody decided not to project. */
    record Discard(
            UUID id,
            String sequence,
            long firstPosition,
            long lastPosition,
            long events,
            UUID discardedBy,
            Instant discardedAt) {

        static Discard of(ResultSet row, int number) throws SQLException {
            return new Discard(
                    row.getObject("id", UUID.class),
                    row.getString("sequence"),
                    row.getLong("first_position"),
                    row.getLong("last_position"),
                    row.getLong("events"),
                    row.getObject("discarded_by", UUID.class),
                    row.getTimestamp("discarded_at").toInstant());
        }
    }

    @GetMapping("/dead-letters")
    @Operation(
            summary = "List the sequences that are parked",
            description = "An event that cannot be projected, and what came later in its sequence, waits until it is"
                    + " retried, discarded or rebuilt; everything else goes on. In the order of the first positions.")
    Page<ParkedSequence> list(
            @PathVariable String name,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, Long.class, String.class);
        Cursor after = page.after() == null ? BEFORE_ALL : page.after();
        var found = reader.readAsAuditor(rows -> rows.sql("""
                        SELECT s.*, l.first_position, l.events
                        FROM projections.parked_sequence s
                                 CROSS JOIN LATERAL (SELECT min(position) AS first_position, count(*) AS events
                                                     FROM projections.dead_letter d
                                                     WHERE d.projection = s.projection
                                                       AND d.sequence = s.sequence) l
                        WHERE s.projection = ?
                          AND (l.first_position, s.sequence) > (?, ?)
                        ORDER BY l.first_position, s.sequence
                        LIMIT ?
                        """)
                .params(name, after.number(0), after.string(1), page.fetch())
                .query(ParkedSequence::of)
                .list());
        parked.requireProjection(name);
        return Page.of(found, page, last -> Cursor.of(last.firstPosition(), last.sequence()));
    }

    @PostMapping("/dead-letters/retry")
    @Operation(
            summary = "Retry every parked sequence of a projection",
            description = "Those that have waited longest first, for 20 s at most; `untried` tells what is left.")
    AllRetried retryAll(@PathVariable String name) {
        caller();
        return parked.retryAll(name, LONGEST_RETRY);
    }

    @PostMapping("/dead-letters/{sequence}/retry")
    @Operation(
            summary = "Retry a parked sequence",
            description = "Its events are projected in their order, as far as that succeeds. `left` is 0 when the"
                    + " sequence is no longer parked; otherwise its first event has failed once more.")
    Retried retry(@PathVariable String name, @PathVariable String sequence) {
        caller();
        return parked.retry(name, sequence);
    }

    @DeleteMapping("/dead-letters/{sequence}")
    @Operation(
            summary = "Discard a parked sequence, or only its first event",
            description = "Its events are not projected, and the rows stay wrong until the projection is rebuilt. It is"
                    + " recorded who decided it and when.")
    Discarded discard(
            @PathVariable String name,
            @PathVariable String sequence,
            @RequestParam(defaultValue = "false")
                    @Schema(description = "Only the event that failed; retry the rest afterwards")
                    boolean onlyFirst) {
        return parked.discard(name, sequence, onlyFirst, caller());
    }

    @GetMapping("/discards")
    @Operation(summary = "List what was discarded", description = "The newest first.")
    Page<Discard> discards(
            @PathVariable String name,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, Instant.class, UUID.class);
        Cursor after = page.after() == null ? AFTER_ALL : page.after();
        var found = reader.readAsAuditor(rows -> rows.sql("""
                        SELECT *
                        FROM projections.discard
                        WHERE projection = ?
                          AND (discarded_at, id) < (?::timestamptz, ?)
                        ORDER BY discarded_at DESC, id DESC
                        LIMIT ?
                        """)
                .params(name, after.time(0).toString(), after.uuid(1), page.fetch())
                .query(Discard::of)
                .list());
        parked.requireProjection(name);
        return Page.of(found, page, last -> Cursor.of(last.discardedAt(), last.id()));
    }

    /** An auditor, as rebuilds have it. */
    private UUID caller() {
        return reader.readAsAuditor(rows -> reader.caller());
    }
}
