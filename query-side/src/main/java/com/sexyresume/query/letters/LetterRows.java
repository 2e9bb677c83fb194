package com.sexyresume.query.letters;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of letters as they are answered. */
final class LetterRows {

    static final String SUMMARY = "id, title, resume_id, resume_version, target_role, target_company, status, draft,"
            + " version, created_at, updated_at, finalised_at, deleted_at";
    static final String DRAFT = "draft, source, restored_draft, generation_id, content, ungrounded::text, created_at";
    static final String GENERATION = "id, resume_id, resume_version, tone_preset, processing_status, failure, draft,"
            + " engine, model, input_tokens, output_tokens, processing_ms, created_at, started_at, completed_at";

    private LetterRows() {}

    /**
     * A letter in a list.
     *
     * @param draft the last one, counted from 1; 0 while nothing is written
     */
    record LetterSummary(
            UUID id,
            @Nullable String title,
            @Nullable UUID resumeId,
            @Nullable Long resumeVersion,
            @Nullable String targetRole,
            @Nullable String targetCompany,

            @Schema(allowableValues = {"draft", "final"}) String status,

            @Schema(description = "The last draft, counted from 1; 0 while nothing is written")
            int draft,

            @Schema(description = "Counts changes from 0; the ETag, for If-Match")
            long version,

            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant finalisedAt,

            @Schema(description = "Null while it is not deleted") @Nullable
            Instant deletedAt) {

        static LetterSummary of(ResultSet row, int number) throws SQLException {
            return new LetterSummary(
                    row.getObject("id", UUID.class),
                    row.getString("title"),
                    row.getObject("resume_id", UUID.class),
                    row.getObject("resume_version", Long.class),
                    row.getString("target_role"),
                    row.getString("target_company"),
                    row.getString("status"),
                    row.getInt("draft"),
                    row.getLong("version"),
                    row.getTimestamp("created_at").toInstant(),
                    row.getTimestamp("updated_at").toInstant(),
                    time(row, "finalised_at"),
                    time(row, "deleted_at"));
        }
    }

    /**
     * What an engine says that it was not told.
     *
     * @param kind of statement, such as a number
     */
    record Ungrounded(String kind, String text) {}

    /**
     * A letter.
     *
     * @param content null while nothing is written
     * @param ungrounded what an engine says in it that neither the résumé nor its user does
     */
    record Letter(
            LetterSummary letter,
            @Nullable String jobDescription,
            @Nullable String content,

            @JsonRawValue @Schema(implementation = Ungrounded[].class)
            String ungrounded) {

        static Letter of(ResultSet row, int number) throws SQLException {
            return new Letter(
                    LetterSummary.of(row, number),
                    row.getString("job_description"),
                    row.getString("content"),
                    row.getString("ungrounded"));
        }
    }

    /**
     * A draft.
     *
     * @param restoredDraft which one it repeats
     * @param generationId by which an engine wrote it
     * @param ungrounded what the engine says in it that neither the résumé nor its user does
     */
    record LetterDraft(
            int draft,

            @Schema(allowableValues = {"written", "restored", "generated"})
            String source,

            @Nullable Integer restoredDraft,
            @Nullable UUID generationId,
            String content,

            @JsonRawValue @Schema(implementation = Ungrounded[].class)
            String ungrounded,

            Instant createdAt) {

        static LetterDraft of(ResultSet row, int number) throws SQLException {
            return new LetterDraft(
                    row.getInt("draft"),
                    row.getString("source"),
                    row.getObject("restored_draft", Integer.class),
                    row.getObject("generation_id", UUID.class),
                    row.getString("content"),
                    row.getString("ungrounded"),
                    row.getTimestamp("created_at").toInstant());
        }
    }

    /**
     * An engine's work.
     *
     * @param failure why nothing came of it; null unless it failed
     * @param draft that it wrote; null unless it is completed
     */
    record LetterGeneration(
            UUID id,
            UUID resumeId,
            long resumeVersion,

            @Schema(allowableValues = {"executive", "professional", "creative", "technical", "entry_level"})
            String tone,

            @Schema(allowableValues = {"pending", "processing", "completed", "failed"})
            String status,

            @Schema(description = "Why nothing came of it", example = "engine-timeout") @Nullable
            String failure,

            @Nullable Integer draft,
            @Nullable String engine,
            @Nullable String model,
            int inputTokens,
            int outputTokens,
            @Nullable Long processingMs,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant completedAt) {

        static LetterGeneration of(ResultSet row, int number) throws SQLException {
            return new LetterGeneration(
                    row.getObject("id", UUID.class),
                    row.getObject("resume_id", UUID.class),
                    row.getLong("resume_version"),
                    row.getString("tone_preset"),
                    row.getString("processing_status"),
                    row.getString("failure"),
                    row.getObject("draft", Integer.class),
                    row.getString("engine"),
                    row.getString("model"),
                    row.getInt("input_tokens"),
                    row.getInt("output_tokens"),
                    row.getObject("processing_ms", Long.class),
                    row.getTimestamp("created_at").toInstant(),
                    time(row, "started_at"),
                    time(row, "completed_at"));
        }
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
