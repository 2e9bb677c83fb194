package com.sexyresume.query.letters;

import com.sexyresume.query.letters.LetterRows.Letter;
import com.sexyresume.query.letters.LetterRows.LetterDraft;
import com.sexyresume.query.letters.LetterRows.LetterGeneration;
import com.sexyresume.query.letters.LetterRows.LetterSummary;
import com.sexyresume.reading.Cursor;
import com.sexyresume.reading.NoSuchRow;
import com.sexyresume.reading.Page;
import com.sexyresume.reading.PageRequest;
import com.sexyresume.reading.Reader;
import com.sexyresume.reading.ReadsFrom;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A user's letters, their drafts, and how engines write them (T21, T22, B16). */
@RestController("lettersQueries")
@ReadsFrom(LettersProjector.NAME)
@Tag(name = "Letters")
class LettersController {

    private static final Cursor AFTER_ALL = Cursor.of(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

    private final Reader reader;

    LettersController(Reader reader) {
        this.reader = reader;
    }

    /** Which letters a list shows. */
    enum LetterState {
        draft,
        finished,
        deleted,
        all
    }

    @GetMapping("/v1/letters")
    @Operation(
            summary = "Your letters, last changed first",
            description = "Without what they say; `next` of a page is the `cursor` of the next.")
    Page<LetterSummary> letters(
            @Parameter(description = "Only these; without it all that are not deleted")
                    @RequestParam(required = false)
                    @Nullable
                    LetterState state,
            @Parameter(description = "Only those made of this résumé") @RequestParam(required = false) @Nullable
                    UUID resumeId,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, Instant.class, UUID.class);
        Cursor after = page.after() == null ? AFTER_ALL : page.after();
        List<LetterSummary> found = reader.read(rows -> rows.sql("SELECT " + LetterRows.SUMMARY + """
                         FROM cover_letters
                         WHERE user_id = :user
                           AND CASE :state
                                   WHEN 'all' THEN true
                                   WHEN 'draft' THEN deleted_at IS NULL AND status = 'draft'
                                   WHEN 'finished' THEN deleted_at IS NULL AND status = 'final'
                                   WHEN 'deleted' THEN deleted_at IS NOT NULL
                                   ELSE deleted_at IS NULL
                               END
                           AND (:resume::uuid IS NULL OR resume_id = :resume::uuid)
                           AND (updated_at, id) < (:time, :id)
                         ORDER BY updated_at DESC, id DESC
                         LIMIT :limit
                        """)
                .param("user", reader.caller())
                .param("state", state == null ? "" : state.name())
                .param("resume", resumeId)
                .param("time", Timestamp.from(after.time(0)))
                .param("id", after.uuid(1))
                .param("limit", page.fetch())
                .query(LetterSummary::of)
                .list());
        return Page.of(found, page, last -> Cursor.of(last.updatedAt(), last.id()));
    }

    @GetMapping("/v1/letters/{id}")
    @Operation(
            summary = "A letter, as its last draft has it",
            description = "The ETag is for If-Match; deleted ones are shown too.")
    ResponseEntity<Letter> letter(@PathVariable UUID id) {
        Letter found = reader.read(rows -> rows.sql("SELECT " + LetterRows.SUMMARY + """
                                , job_description, d.content, coalesce(d.ungrounded, '[]') AS ungrounded
                                 FROM cover_letters
                                          LEFT JOIN LATERAL (SELECT content, ungrounded
                                                             FROM cover_letter_drafts
                                                             WHERE cover_letter_id = cover_letters.id
                                                               AND draft = cover_letters.draft) d ON true
                                 WHERE user_id = ? AND id = ?
                                """)
                        .params(reader.caller(), id)
                        .query(Letter::of)
                        .optional())
                .orElseThrow(() -> new NoSuchRow("letter"));
        return ResponseEntity.ok().eTag("\"" + found.letter().version() + "\"").body(found);
    }

    @GetMapping("/v1/letters/{id}/drafts")
    @Operation(
            summary = "The drafts of a letter, newest first",
            description = "With what they say; `next` of a page is the `cursor` of the next.")
    Page<LetterDraft> drafts(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, Long.class);
        Cursor before = page.after();
        List<LetterDraft> found = reader.read(rows -> {
            require(id, rows);
            return rows.sql("SELECT " + LetterRows.DRAFT + """
                             FROM cover_letter_drafts
                             WHERE user_id = :user AND cover_letter_id = :id AND draft < :before
                             ORDER BY draft DESC
                             LIMIT :limit
                            """)
                    .param("user", reader.caller())
                    .param("id", id)
                    .param("before", before == null ? Long.MAX_VALUE : before.number(0))
                    .param("limit", page.fetch())
                    .query(LetterDraft::of)
                    .list();
        });
        return Page.of(found, page, last -> Cursor.of((long) last.draft()));
    }

    @GetMapping("/v1/letters/{id}/drafts/{draft}")
    @Operation(summary = "One draft of a letter")
    LetterDraft draft(@PathVariable UUID id, @Parameter(description = "Counted from 1") @PathVariable int draft) {
        return reader.read(rows -> find(id, draft, rows));
    }

    @GetMapping("/v1/letters/{id}/diff")
    @Operation(
            summary = "What differs between two drafts",
            description =
                    "Line by line, in their order: what both say, what only `from` says, what only `to` says; `to`"
                            + " may be the earlier one. Drafts that have little in common are told as one text that took"
                            + " the other's place.")
    TextDiff diff(
            @PathVariable UUID id,
            @Parameter(description = "A draft, counted from 1") @RequestParam int from,
            @Parameter(description = "A draft, counted from 1") @RequestParam int to) {
        List<LetterDraft> both = reader.read(rows -> List.of(find(id, from, rows), find(id, to, rows)));
        return TextDiff.of(both.getFirst(), both.getLast());
    }

    @GetMapping("/v1/letters/{id}/generations")
    @Operation(summary = "What engines were asked to write of a letter, newest first")
    Page<LetterGeneration> generations(
            @PathVariable UUID id,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, Instant.class, UUID.class);
        Cursor after = page.after() == null ? AFTER_ALL : page.after();
        List<LetterGeneration> found = reader.read(rows -> {
            require(id, rows);
            return rows.sql("SELECT " + LetterRows.GENERATION + """
                             FROM cover_letter_generations
                             WHERE user_id = :user AND cover_letter_id = :letter AND (created_at, id) < (:time, :id)
                             ORDER BY created_at DESC, id DESC
                             LIMIT :limit
                            """)
                    .param("user", reader.caller())
                    .param("letter", id)
                    .param("time", Timestamp.from(after.time(0)))
                    .param("id", after.uuid(1))
                    .param("limit", page.fetch())
                    .query(LetterGeneration::of)
                    .list();
        });
        return Page.of(found, page, last -> Cursor.of(last.createdAt(), last.id()));
    }

    @GetMapping("/v1/letters/{id}/generations/{generationId}")
    @Operation(
            summary = "How an engine's work goes",
            description = "Pending, then processing, then completed with the draft that it wrote, or failed.")
    LetterGeneration generation(@PathVariable UUID id, @PathVariable UUID generationId) {
        return reader.read(rows -> rows.sql("SELECT " + LetterRows.GENERATION
                                + " FROM cover_letter_generations"
                                + " WHERE user_id = ? AND cover_letter_id = ? AND id = ?")
                        .params(reader.caller(), id, generationId)
                        .query(LetterGeneration::of)
                        .optional())
                .orElseThrow(() -> new NoSuchRow("generation of this letter"));
    }

    private void require(UUID letter, JdbcClient rows) {
        if (rows.sql("SELECT FROM cover_letters WHERE user_id = ? AND id = ?")
                .params(reader.caller(), letter)
                .query((row, number) -> true)
                .optional()
                .isEmpty()) {
            throw new NoSuchRow("letter");
        }
    }

    private LetterDraft find(UUID letter, int draft, JdbcClient rows) {
        return rows.sql("SELECT " + LetterRows.DRAFT
                        + " FROM cover_letter_drafts WHERE user_id = ? AND cover_letter_id = ? AND draft = ?")
                .params(reader.caller(), letter, draft)
                .query(LetterDraft::of)
                .optional()
                .orElseThrow(() -> new NoSuchRow("draft of this letter"));
    }
}
