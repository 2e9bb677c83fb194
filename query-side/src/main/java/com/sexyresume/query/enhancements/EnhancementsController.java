package com.sexyresume.query.enhancements;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.sexyresume.reading.Cursor;
import com.sexyresume.reading.NoSuchRow;
import com.sexyresume.reading.Page;
import com.sexyresume.reading.PageRequest;
import com.sexyresume.reading.Reader;
import com.sexyresume.reading.ReadsFrom;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A user's enhancements and their suggestions (T03, T04, Q06). */
@RestController("enhancementsQueries")
@ReadsFrom(EnhancementsProjector.NAME)
@Tag(name = "Enhancements")
class EnhancementsController {

    private static final String REQUEST = "id, resume_id, resume_version, target_role, target_industry, tone_preset,"
            + " style_preferences,"
            + " processing_status, error_message, overall_confidence, processing_time_ms, token_usage, cost_credits,"
            + " engine, model, suggestion_count, version, created_at, started_at, completed_at";
    private static final Cursor AFTER_ALL = Cursor.of(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

    private final Reader reader;

    EnhancementsController(Reader reader) {
        this.reader = reader;
    }

    /** How far an enhancement is (C03). */
    enum StatusName {
        pending,
        processing,
        completed,
        failed
    }

    /**
     * A request.
     *
     * @param failure why nothing came of it; null unless it failed
     * @param costCredits what it cost; given back when it failed
     */
    record Enhancement(
            UUID id,
            UUID resumeId,
            long resumeVersion,
            @Nullable String targetRole,
            @Nullable String targetIndustry,

            @Schema(allowableValues = {"executive", "professional", "creative", "technical", "entry_level"})
            String tone,

            @JsonRawValue
            @Schema(type = "object", description = "As they were asked for; an empty object when none were")
            String stylePreferences,

            @Schema(allowableValues = {"pending", "processing", "completed", "failed"})
            String status,

            @Schema(description = "Why nothing came of it", example = "engine-timeout") @Nullable
            String failure,

            BigDecimal confidence,
            @Nullable Integer processingMs,
            @Nullable Integer tokens,
            int costCredits,
            @Nullable String engine,
            @Nullable String model,
            int suggestionCount,
            long version,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant completedAt) {

        static Enhancement of(ResultSet row, int number) throws SQLException {
            return new Enhancement(
                    row.getObject("id", UUID.class),
                    row.getObject("resume_id", UUID.class),
                    row.getLong("resume_version"),
                    row.getString("target_role"),
                    row.getString("target_industry"),
                    row.getString("tone_preset"),
                    row.getString("style_preferences"),
                    row.getString("processing_status"),
                    row.getString("error_message"),
                    row.getBigDecimal("overall_confidence"),
                    row.getObject("processing_time_ms", Integer.class),
                    row.getObject("token_usage", Integer.class),
                    row.getInt("cost_credits"),
                    row.getString("engine"),
                    row.getString("model"),
                    row.getInt("suggestion_count"),
                    row.getLong("version"),
                    row.getTimestamp("created_at").toInstant(),
                    time(row, "started_at"),
                    time(row, "completed_at"));
        }
    }

    /**
     * A text that could stand in the place of another one.
     *
     * @param ungrounded what it says and the résumé does not: numbers, names, titles, skills
     * @param needsInput whether it has a gap that only the user can fill
     * @param outcome what the résumé made of it, once the user wants it
     */
    record Suggestion(
            UUID id,

            @Schema(example = "experience") String sectionType,

            String sectionId,

            @Schema(description = "A JSON Pointer into the résumé's data", example = "/experience/0/achievements/1")
            String fieldPath,

            String originalText,
            String suggestedText,

            @Schema(example = "action_verb") String improvementType,

            BigDecimal confidence,
            String reasoning,

            @JsonRawValue @Schema(type = "object") String metrics,

            @JsonRawValue @Schema(implementation = String[].class)
            String ungrounded,

            boolean needsInput,

            @Schema(allowableValues = {"pending", "accepted", "rejected", "modified"})
            String userAction,

            @Nullable String userModifiedText,

            @Schema(allowableValues = {"none", "applied", "stale"})
            String outcome,

            @Schema(description = "Why it is stale", example = "patch-test-failed") @Nullable
            String staleCode,

            @Schema(description = "The version of the résumé that it made") @Nullable
            Long appliedVersion,

            @Nullable Instant appliedAt) {

        static Suggestion of(ResultSet row, int number) throws SQLException {
            Instant applied = time(row, "applied_at");
            return new Suggestion(
                    row.getObject("id", UUID.class),
                    row.getString("section_type"),
                    row.getString("section_id"),
                    row.getString("field_path"),
                    row.getString("original_text"),
                    row.getString("suggested_text"),
                    row.getString("improvement_type"),
                    row.getBigDecimal("confidence"),
                    row.getString("reasoning"),
                    row.getString("metrics"),
                    row.getString("ungrounded"),
                    row.getBoolean("needs_input"),
                    row.getString("user_action"),
                    row.getString("user_modified_text"),
                    applied != null ? "applied" : row.getTimestamp("stale_at") != null ? "stale" : "none",
                    row.getString("stale_code"),
                    row.getObject("applied_version", Long.class),
                    applied);
        }
    }

    /** An enhancement with all its suggestions, the most confident first. */
    record EnhancementWithSuggestions(Enhancement enhancement, List<Suggestion> suggestions) {}

    @GetMapping("/v1/enhancements")
    @Operation(
            summary = "Your enhancements, newest first",
            description = "All of them, or those of one résumé or status.")
    Page<Enhancement> enhancements(
            @RequestParam(required = false) @Nullable UUID resumeId,
            @RequestParam(required = false) @Nullable StatusName status,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, Instant.class, UUID.class);
        Cursor after = page.after() == null ? AFTER_ALL : page.after();
        List<Enhancement> found = reader.read(rows -> rows.sql("SELECT " + REQUEST + """
                         FROM enhancement_requests
                         WHERE user_id = :user
                           AND (created_at, id) < (:time, :id)
                           AND (:resume::uuid IS NULL OR resume_id = :resume::uuid)
                           AND (:status::text IS NULL OR processing_status = :status::text)
                         ORDER BY created_at DESC, id DESC
                         LIMIT :limit
                        """)
                .param("user", reader.caller())
                .param("time", Timestamp.from(after.time(0)))
                .param("id", after.uuid(1))
                .param("resume", resumeId)
                .param("status", status == null ? null : status.name())
                .param("limit", page.fetch())
                .query(Enhancement::of)
                .list());
        return Page.of(found, page, last -> Cursor.of(last.createdAt(), last.id()));
    }

    @GetMapping("/v1/enhancements/{id}")
    @Operation(
            summary = "One of your enhancements, with its suggestions",
            description = "Pending until its cost is charged, then processing, then completed or failed.")
    ResponseEntity<EnhancementWithSuggestions> enhancement(@PathVariable UUID id) {
        EnhancementWithSuggestions found = reader.read(rows -> rows.sql(
                                "SELECT " + REQUEST + " FROM enhancement_requests WHERE user_id = ? AND id = ?")
                        .params(reader.caller(), id)
                        .query(Enhancement::of)
                        .optional()
                        .map(enhancement -> new EnhancementWithSuggestions(
                                enhancement,
                                rows.sql("""
                                                SELECT *
                                                FROM enhancement_suggestions
                                                WHERE user_id = ? AND request_id = ?
                                                ORDER BY ordinal
                                                """)
                                        .params(reader.caller(), id)
                                        .query(Suggestion::of)
                                        .list())))
                .orElseThrow(() -> new NoSuchRow("enhancement"));
        return ResponseEntity.ok()
                .eTag("\"" + found.enhancement().version() + "\"")
                .body(found);
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
