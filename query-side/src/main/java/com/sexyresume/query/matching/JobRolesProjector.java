package com.sexyresume.query.matching;

import com.pgvector.PGvector;
import com.sexyresume.events.matching.JobRoleContent;
import com.sexyresume.events.matching.JobRoleId;
import com.sexyresume.events.matching.MatchingEvent.JobRoleDefined;
import com.sexyresume.events.matching.MatchingEvent.JobRoleEmbedded;
import com.sexyresume.events.matching.MatchingEvent.JobRoleEvent;
import com.sexyresume.events.matching.MatchingEvent.JobRolePopularityRecomputed;
import com.sexyresume.events.matching.MatchingEvent.JobRoleRetired;
import com.sexyresume.events.matching.MatchingEvent.JobRoleRevised;
import com.sexyresume.events.matching.MatchingEvent.TemplateMapped;
import com.sexyresume.events.matching.MatchingEvent.TemplateUnmapped;
import com.sexyresume.projections.Projector;
import com.sexyresume.projections.Recorded;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.Timestamp;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Job roles with their vectors, and the templates that suit them (T05, T27, B09, F14). */
@Component
class JobRolesProjector implements Projector<JobRoleEvent> {

    static final String NAME = "job-roles";

    /** Of the column. */
    private static final int DIMENSIONS = 1_536;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Class<? extends JobRoleEvent>> follows() {
        return Set.of(JobRoleEvent.class);
    }

    @Override
    public List<String> tables() {
        return List.of("job_roles", "template_role_mappings");
    }

    @Override
    public void project(List<Recorded<JobRoleEvent>> batch, JdbcClient rows) {
        for (Recorded<JobRoleEvent> recorded : batch) {
            Timestamp time = Timestamp.from(recorded.time());
            switch (recorded.event()) {
                case JobRoleDefined defined -> define(defined, time, rows);
                case JobRoleRevised revised -> revise(revised, time, rows);
                case JobRoleRetired retired ->
                    rows.sql("UPDATE job_roles SET retired_at = :time, updated_at = :time WHERE id = :id")
                            .param("time", time)
                            .param("id", retired.jobRoleId().value())
                            .update();
                case JobRoleEmbedded embedded ->
                    rows.sql("""
                                    UPDATE job_roles
                                    SET embedding = :vector, embedding_model = :model
                                    WHERE id = :id AND text_hash = :hash
                                    """)
                            .param("vector", vector(embedded))
                            .param("model", embedded.model())
                            .param("hash", embedded.textHash())
                            .param("id", embedded.jobRoleId().value())
                            .update();
                case JobRolePopularityRecomputed recomputed ->
                    rows.sql("UPDATE job_roles SET popularity_score = :percent / 100.0 WHERE id = :id")
                            .param("percent", recomputed.popularityPercent())
                            .param("id", recomputed.jobRoleId().value())
                            .update();
                case TemplateMapped mapped ->
                    rows.sql("""
                                    INSERT INTO template_role_mappings
                                        (job_role_id, template, weight, reason, created_at, updated_at)
                                    VALUES (:id, :template, :weight, :reason, :time, :time)
                                    ON CONFLICT (job_role_id, template) DO UPDATE
                                        SET weight = excluded.weight, reason = excluded.reason,
                                            updated_at = excluded.updated_at
                                    """)
                            .param("id", mapped.jobRoleId().value())
                            .param("template", mapped.template())
                            .param("weight", mapped.weightPercent())
                            .param("reason", mapped.reason())
                            .param("time", time)
                            .update();
                case TemplateUnmapped unmapped ->
                    rows.sql("DELETE FROM template_role_mappings WHERE job_role_id = :id AND template = :template")
                            .param("id", unmapped.jobRoleId().value())
                            .param("template", unmapped.template())
                            .update();
            }
            rows.sql("UPDATE job_roles SET version = :version WHERE id = :id")
                    .param("version", recorded.version())
                    .param("id", recorded.event().jobRoleId().value())
                    .update();
        }
    }

    private static void define(JobRoleDefined defined, Timestamp time, JdbcClient rows) {
        content(rows.sql("""
                                        INSERT INTO job_roles
                                            (id, title, normalized_title, industry_category, seniority_level,
                                             required_skills, preferred_skills, typical_experience_years,
                                             salary_range_min, salary_range_max, currency, growth_outlook,
                                             remote_friendly, description, key_responsibilities, text_hash, version,
                                             created_at, updated_at)
                                        VALUES (:id, :title, :normalized, :industry, :seniority, :required, :preferred,
                                                :years, :min, :max, :currency, :outlook, :remote, :description,
                                                :responsibilities, :hash, 0, :time, :time)
                                        """), defined.jobRoleId(), defined.content(), defined.normalizedTitle(), defined.textHash())
                .param("time", time)
                .update();
    }

    /** The vector of another text is taken away until there is one of this text. */
    private static void revise(JobRoleRevised revised, Timestamp time, JdbcClient rows) {
        content(rows.sql("""
                                        UPDATE job_roles
                                        SET title = :title, normalized_title = :normalized,
                                            industry_category = :industry, seniority_level = :seniority,
                                            required_skills = :required, preferred_skills = :preferred,
                                            typical_experience_years = :years, salary_range_min = :min,
                                            salary_range_max = :max, currency = :currency, growth_outlook = :outlook,
                                            remote_friendly = :remote, description = :description,
                                            key_responsibilities = :responsibilities,
                                            embedding = CASE WHEN text_hash = :hash THEN embedding END,
                                            embedding_model = CASE WHEN text_hash = :hash THEN embedding_model END,
                                            text_hash = :hash, updated_at = :time
                                        WHERE id = :id
                                        """), revised.jobRoleId(), revised.content(), revised.normalizedTitle(), revised.textHash())
                .param("time", time)
                .update();
    }

    private static JdbcClient.StatementSpec content(
            JdbcClient.StatementSpec statement,
            JobRoleId id,
            JobRoleContent content,
            String normalizedTitle,
            String textHash) {
        JobRoleContent.GrowthOutlook outlook = content.growthOutlook();
        return statement
                .param("id", id.value())
                .param("title", content.title())
                .param("normalized", normalizedTitle)
                .param("industry", content.industry())
                .param("seniority", name(content.seniority()))
                .param("required", content.requiredSkills().toArray(String[]::new))
                .param("preferred", content.preferredSkills().toArray(String[]::new))
                .param("years", content.typicalExperienceYears())
                .param("min", content.salaryMin())
                .param("max", content.salaryMax())
                .param("currency", content.currency())
                .param("outlook", outlook == null ? null : name(outlook))
                .param("remote", content.remoteFriendly())
                .param("description", content.description())
                .param("responsibilities", content.responsibilities().toArray(String[]::new))
                .param("hash", textHash);
    }

    /** Zeros behind it change no cosine. */
    private static PGvector vector(JobRoleEmbedded embedded) {
        float[] padded = new float[DIMENSIONS];
        ByteBuffer.wrap(Base64.getDecoder().decode(embedded.vector()))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(padded, 0, embedded.dimensions());
        return new PGvector(padded);
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
