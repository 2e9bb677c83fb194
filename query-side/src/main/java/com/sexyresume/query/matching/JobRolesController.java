package com.sexyresume.query.matching;

import com.sexyresume.reading.Cursor;
import com.sexyresume.reading.NoSuchRow;
import com.sexyresume.reading.Page;
import com.sexyresume.reading.PageRequest;
import com.sexyresume.reading.Reader;
import com.sexyresume.reading.ReadsFrom;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The catalogue of job roles (T05, T27, P07), and which roles are like which (Q06). */
@RestController("jobRolesQueries")
@ReadsFrom(JobRolesProjector.NAME)
@Tag(name = "Job roles")
class JobRolesController {

    private static final String COLUMNS = "r.id, r.title, r.normalized_title, r.industry_category, r.seniority_level,"
            + " r.required_skills, r.preferred_skills, r.typical_experience_years, r.salary_range_min,"
            + " r.salary_range_max, r.currency, r.growth_outlook, r.remote_friendly, r.description,"
            + " r.key_responsibilities, r.popularity_score, r.embedding_model, r.retired_at, r.version, r.created_at,"
            + " r.updated_at";
    private static final Cursor BEFORE_ALL = Cursor.of("", new UUID(0, 0));
    private static final int MOST_SIMILAR = 50;

    private final Reader reader;

    JobRolesController(Reader reader) {
        this.reader = reader;
    }

    /** The levels (C05). */
    enum LevelName {
        entry,
        mid,
        senior,
        executive,
        c_level
    }

    /**
     * A role.
     *
     * @param embeddingModel which model has made a vector of its text; null until one has
     * @param retiredAt since when it is recommended no more
     */
    record JobRole(
            UUID id,
            String title,

            @Schema(description = "The title as it is compared")
            String normalizedTitle,

            @Schema(example = "health_care") String industry,

            @Schema(allowableValues = {"entry", "mid", "senior", "executive", "c_level"})
            String seniority,

            List<String> requiredSkills,
            List<String> preferredSkills,
            @Nullable Integer typicalExperienceYears,

            @Schema(description = "A year, in whole units of the currency") @Nullable
            Integer salaryMin,

            @Nullable Integer salaryMax,

            @Schema(example = "EUR") @Nullable String currency,

            @Schema(allowableValues = {"declining", "stable", "growing", "high_growth"}) @Nullable
            String growthOutlook,

            boolean remoteFriendly,
            @Nullable String description,
            List<String> keyResponsibilities,

            @Schema(description = "0 to 1") BigDecimal popularity,

            @Schema(example = "all-minilm-l6-v2-q") @Nullable
            String embeddingModel,

            @Nullable Instant retiredAt,
            long version,
            Instant createdAt,
            Instant updatedAt) {

        static JobRole of(ResultSet row, int number) throws SQLException {
            Timestamp retired = row.getTimestamp("retired_at");
            return new JobRole(
                    row.getObject("id", UUID.class),
                    row.getString("title"),
                    row.getString("normalized_title"),
                    row.getString("industry_category"),
                    row.getString("seniority_level"),
                    Texts.of(row, "required_skills"),
                    Texts.of(row, "preferred_skills"),
                    row.getObject("typical_experience_years", Integer.class),
                    row.getObject("salary_range_min", Integer.class),
                    row.getObject("salary_range_max", Integer.class),
                    row.getString("currency"),
                    row.getString("growth_outlook"),
                    row.getBoolean("remote_friendly"),
                    row.getString("description"),
                    Texts.of(row, "key_responsibilities"),
                    row.getBigDecimal("popularity_score"),
                    row.getString("embedding_model"),
                    retired == null ? null : retired.toInstant(),
                    row.getLong("version"),
                    row.getTimestamp("created_at").toInstant(),
                    row.getTimestamp("updated_at").toInstant());
        }
    }

    /** @param weight in percent; the heaviest is recommended */
    record Template(
            @Schema(example = "technical") String template,
            int weight,
            @Nullable String reason) {}

    /** A role with the templates that suit it, the heaviest first. */
    record JobRoleWithTemplates(JobRole role, List<Template> templates) {}

    /** @param similarity of the texts of the two roles: a cosine */
    record Similar(JobRole role, double similarity) {}

    @GetMapping("/v1/job-roles")
    @Operation(
            summary = "Job roles, by title",
            description = "Those that are not retired: all of them, or those of an industry, of a level, or with some"
                    + " words in their title.")
    Page<JobRole> roles(
            @RequestParam(required = false) @Nullable String industry,
            @RequestParam(required = false) @Nullable LevelName seniority,
            @Parameter(description = "What the title contains, in small letters or capitals")
                    @RequestParam(required = false)
                    @Nullable
                    String title,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, String.class, UUID.class);
        Cursor after = page.after() == null ? BEFORE_ALL : page.after();
        List<JobRole> found = reader.read(rows -> rows.sql("SELECT " + COLUMNS + """
                         FROM job_roles r
                         WHERE r.retired_at IS NULL
                           AND (r.normalized_title, r.id) > (:title, :id)
                           AND (:industry::text IS NULL OR r.industry_category = :industry::text)
                           AND (:seniority::text IS NULL OR r.seniority_level = :seniority::text)
                           AND (:words::text IS NULL OR strpos(lower(r.title), lower(:words::text)) > 0)
                         ORDER BY r.normalized_title, r.id
                         LIMIT :limit
                        """)
                .param("title", after.string(0))
                .param("id", after.uuid(1))
                .param("industry", industry)
                .param("seniority", seniority == null ? null : seniority.name())
                .param("words", title)
                .param("limit", page.fetch())
                .query(JobRole::of)
                .list());
        return Page.of(found, page, last -> Cursor.of(last.normalizedTitle(), last.id()));
    }

    @GetMapping("/v1/job-roles/{id}")
    @Operation(summary = "One job role", description = "Also one that was retired.")
    ResponseEntity<JobRoleWithTemplates> role(@PathVariable UUID id) {
        JobRoleWithTemplates found = reader.read(rows -> {
            JobRole role = one(rows, id);
            return new JobRoleWithTemplates(
                    role,
                    rows.sql("""
                                    SELECT template, weight, reason
                                    FROM template_role_mappings
                                    WHERE job_role_id = ?
                                    ORDER BY weight DESC, template
                                    """)
                            .param(id)
                            .query((row, number) -> new Template(
                                    row.getString("template"), row.getInt("weight"), row.getString("reason")))
                            .list());
        });
        return ResponseEntity.ok().eTag("\"" + found.role().version() + "\"").body(found);
    }

    @GetMapping("/v1/job-roles/{id}/similar")
    @Operation(
            summary = "Job roles like another one",
            description = "By what their texts mean, the most similar first. None while no model has read the role.")
    List<Similar> similar(
            @PathVariable UUID id,
            @Parameter(schema = @Schema(minimum = "1", maximum = "50")) @RequestParam(defaultValue = "10") int limit) {
        int most = Math.min(PageRequest.of(limit, null).limit(), MOST_SIMILAR);
        return reader.read(rows -> {
            var _ = one(rows, id);
            // The index names the nearest in order and goes on until enough of them pass the filter.
            rows.sql("SELECT set_config('hnsw.iterative_scan', 'strict_order', true)")
                    .query()
                    .listOfRows();
            return rows.sql("SELECT " + COLUMNS + """
                            , 1 - (r.embedding <=> (SELECT s.embedding FROM job_roles s WHERE s.id = :id)) AS similarity
                             FROM job_roles r
                             WHERE r.retired_at IS NULL
                               AND r.id <> :id
                               AND r.embedding_model = (SELECT s.embedding_model FROM job_roles s WHERE s.id = :id)
                             ORDER BY r.embedding <=> (SELECT s.embedding FROM job_roles s WHERE s.id = :id)
                             LIMIT :limit
                            """)
                    .param("id", id)
                    .param("limit", most)
                    .query((row, number) -> new Similar(JobRole.of(row, number), row.getDouble("similarity")))
                    .list();
        });
    }

    private static JobRole one(JdbcClient rows, UUID id) {
        return rows.sql("SELECT " + COLUMNS + " FROM job_roles r WHERE r.id = ?")
                .param(id)
                .query(JobRole::of)
                .optional()
                .orElseThrow(() -> new NoSuchRow("job role"));
    }
}
