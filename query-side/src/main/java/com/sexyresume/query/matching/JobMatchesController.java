package com.sexyresume.query.matching;

import com.sexyresume.events.matching.MatchFailure;
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

/** A user's matches and the roles that were recommended (T06, Q06). */
@RestController("jobMatchesQueries")
@ReadsFrom(JobMatchesProjector.NAME)
@Tag(name = "Job matches")
class JobMatchesController {

    private static final Cursor AFTER_ALL = Cursor.of(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

    private final Reader reader;

    JobMatchesController(Reader reader) {
        this.reader = reader;
    }

    /**
     * A wish to know which roles fit.
     *
     * @param attempts that failed and were followed by another one
     * @param failure why the last attempt failed; null once one has not
     */
    record JobMatch(
            UUID id,
            UUID resumeId,
            long resumeVersion,
            @Nullable String industry,
            @Nullable String seniority,

            @Schema(allowableValues = {"pending", "completed", "failed"})
            String status,

            int attempts,

            @Schema(description = "Why there is nothing, or nothing yet", implementation = MatchFailure.class) @Nullable
            String failure,

            @Schema(description = "By which the nearest roles were found", example = "all-minilm-l6-v2-q") @Nullable
            String model,

            int recommendationCount,
            @Nullable Integer processingMs,
            long version,
            Instant createdAt,
            @Nullable Instant endedAt) {

        static JobMatch of(ResultSet row, int number) throws SQLException {
            Timestamp ended = row.getTimestamp("ended_at");
            return new JobMatch(
                    row.getObject("id", UUID.class),
                    row.getObject("resume_id", UUID.class),
                    row.getLong("resume_version"),
                    row.getString("industry_category"),
                    row.getString("seniority_level"),
                    row.getString("status"),
                    row.getInt("attempts"),
                    row.getString("failure"),
                    row.getString("model"),
                    row.getInt("recommendation_count"),
                    row.getObject("processing_ms", Integer.class),
                    row.getLong("version"),
                    row.getTimestamp("created_at").toInstant(),
                    ended == null ? null : ended.toInstant());
        }
    }

    /**
     * A role that was recommended, as it was then.
     *
     * @param jobRoleVersion what the role said: a version of it, counted from 0
     * @param similarity a cosine, by the model
     * @param matchScore 0 to 1
     * @param recommendedTemplate null when none is known to suit
     */
    record Recommendation(
            UUID id,
            UUID jobMatchId,
            UUID resumeId,
            long resumeVersion,
            UUID jobRoleId,
            long jobRoleVersion,
            String title,
            String industry,
            String seniority,
            BigDecimal similarity,
            String model,
            BigDecimal matchScore,

            @Schema(allowableValues = {"low", "medium", "high", "very_high"})
            String confidence,

            String reasoning,
            List<String> matchedSkills,
            List<String> skillGaps,

            @Schema(example = "technical") @Nullable String recommendedTemplate,

            @Schema(description = "Sections of the résumé that say most of the matched skills")
            List<String> highlightSections,

            @Schema(allowableValues = {"interested", "not_interested", "applied", "hired"}) @Nullable
            String feedback,

            @Nullable String feedbackNotes,
            Instant createdAt,
            Instant updatedAt) {

        static Recommendation of(ResultSet row, int number) throws SQLException {
            return new Recommendation(
                    row.getObject("id", UUID.class),
                    row.getObject("job_match_id", UUID.class),
                    row.getObject("resume_id", UUID.class),
                    row.getLong("resume_version"),
                    row.getObject("job_role_id", UUID.class),
                    row.getLong("job_role_version"),
                    row.getString("job_role_title"),
                    row.getString("industry_category"),
                    row.getString("seniority_level"),
                    row.getBigDecimal("similarity"),
                    row.getString("embedding_model"),
                    row.getBigDecimal("match_score"),
                    row.getString("confidence_level"),
                    row.getString("reasoning"),
                    Texts.of(row, "matched_skills"),
                    Texts.of(row, "skill_gaps"),
                    row.getString("recommended_template"),
                    Texts.of(row, "highlight_sections"),
                    row.getString("user_feedback"),
                    row.getString("feedback_notes"),
                    row.getTimestamp("created_at").toInstant(),
                    row.getTimestamp("updated_at").toInstant());
        }
    }

    /** A match with what it found, the best first. */
    record MatchWithRecommendations(JobMatch match, List<Recommendation> recommendations) {}

    @GetMapping("/v1/job-matches/{id}")
    @Operation(
            summary = "How a match goes, and what it found",
            description = "While it is pending, `attempts` and `failure` tell why it takes long.")
    ResponseEntity<MatchWithRecommendations> match(@PathVariable UUID id) {
        MatchWithRecommendations found = reader.read(rows -> rows.sql(
                                "SELECT * FROM job_matches WHERE user_id = ? AND id = ?")
                        .params(reader.caller(), id)
                        .query(JobMatch::of)
                        .optional()
                        .map(match -> new MatchWithRecommendations(
                                match,
                                rows.sql("""
                                                        SELECT *
                                                        FROM role_recommendations
                                                        WHERE user_id = ? AND job_match_id = ?
                                                        ORDER BY ordinal
                                                        """)
                                        .params(reader.caller(), id)
                                        .query(Recommendation::of)
                                        .list())))
                .orElseThrow(() -> new NoSuchRow("job match"));
        return ResponseEntity.ok().eTag("\"" + found.match().version() + "\"").body(found);
    }

    @GetMapping("/v1/job-matches")
    @Operation(summary = "Your matches, newest first", description = "All of them, or those of one résumé.")
    Page<JobMatch> matches(
            @RequestParam(required = false) @Nullable UUID resumeId,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, Instant.class, UUID.class);
        Cursor after = page.after() == null ? AFTER_ALL : page.after();
        List<JobMatch> found = reader.read(rows -> rows.sql("""
                        SELECT *
                        FROM job_matches
                        WHERE user_id = :user
                          AND (created_at, id) < (:time, :id)
                          AND (:resume::uuid IS NULL OR resume_id = :resume::uuid)
                        ORDER BY created_at DESC, id DESC
                        LIMIT :limit
                        """)
                .param("user", reader.caller())
                .param("time", Timestamp.from(after.time(0)))
                .param("id", after.uuid(1))
                .param("resume", resumeId)
                .param("limit", page.fetch())
                .query(JobMatch::of)
                .list());
        return Page.of(found, page, last -> Cursor.of(last.createdAt(), last.id()));
    }

    @GetMapping("/v1/resumes/{id}/recommendations")
    @Operation(
            summary = "Which roles fit a résumé",
            description = "By the last match of it that was completed, the best first; none before there is one.")
    List<Recommendation> ofResume(@PathVariable UUID id) {
        return reader.read(rows -> rows.sql("""
                        SELECT *
                        FROM role_recommendations
                        WHERE user_id = :user
                          AND job_match_id = (SELECT id
                                              FROM job_matches
                                              WHERE user_id = :user AND resume_id = :resume AND status = 'completed'
                                              ORDER BY created_at DESC, id DESC
                                              LIMIT 1)
                        ORDER BY ordinal
                        """)
                .param("user", reader.caller())
                .param("resume", id)
                .query(Recommendation::of)
                .list());
    }

    @GetMapping("/v1/recommendations")
    @Operation(
            summary = "Everything that was recommended to you, the highest score first",
            description = "Of all résumés and matches, the older ones too; of all roles, or of one.")
    Page<Recommendation> best(
            @RequestParam(required = false) @Nullable UUID jobRoleId,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, Long.class, UUID.class);
        Cursor after = page.after() == null ? Cursor.of(101L, new UUID(0, 0)) : page.after();
        List<Recommendation> found = reader.read(rows -> rows.sql("""
                        SELECT *
                        FROM role_recommendations
                        WHERE user_id = :user
                          AND match_score <= :percent / 100.0
                          AND (match_score < :percent / 100.0 OR id > :id)
                          AND (:role::uuid IS NULL OR job_role_id = :role::uuid)
                        ORDER BY match_score DESC, id
                        LIMIT :limit
                        """)
                .param("user", reader.caller())
                .param("percent", after.number(0))
                .param("role", jobRoleId)
                .param("id", after.uuid(1))
                .param("limit", page.fetch())
                .query(Recommendation::of)
                .list());
        return Page.of(
                found,
                page,
                last -> Cursor.of(last.matchScore().movePointRight(2).longValueExact(), last.id()));
    }
}
