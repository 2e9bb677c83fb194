package com.sexyresume.query.matching;

import com.sexyresume.events.UserEvent;
import com.sexyresume.events.accounts.AccountsEvent.UserErased;
import com.sexyresume.events.matching.JobRoleContent.Seniority;
import com.sexyresume.events.matching.MatchingEvent.JobMatchDelayed;
import com.sexyresume.events.matching.MatchingEvent.JobMatchEvent;
import com.sexyresume.events.matching.MatchingEvent.JobMatchFailed;
import com.sexyresume.events.matching.MatchingEvent.JobMatchRequested;
import com.sexyresume.events.matching.MatchingEvent.RecommendationFeedbackGiven;
import com.sexyresume.events.matching.MatchingEvent.RoleRecommendationsGenerated;
import com.sexyresume.projections.Projector;
import com.sexyresume.projections.Recorded;
import java.sql.Timestamp;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Matches and what was recommended (T06); of an erased user none is left. */
@Component
class JobMatchesProjector implements Projector<UserEvent> {

    static final String NAME = "job-matches";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Class<? extends UserEvent>> follows() {
        return Set.of(JobMatchEvent.class, UserErased.class);
    }

    @Override
    public List<String> tables() {
        return List.of("job_matches", "role_recommendations");
    }

    /** An erasure changes the rows of all matches of a user. */
    @Override
    public String sequence(Recorded<UserEvent> recorded) {
        return recorded.event().userId().toString();
    }

    @Override
    public void project(List<Recorded<UserEvent>> batch, JdbcClient rows) {
        for (Recorded<UserEvent> recorded : batch) {
            switch (recorded.event()) {
                case JobMatchEvent event -> {
                    project(event, recorded, rows);
                    rows.sql("UPDATE job_matches SET version = :version WHERE id = :id")
                            .param("version", recorded.version())
                            .param("id", event.jobMatchId().value())
                            .update();
                }
                case UserErased erased -> {
                    for (String table : tables()) {
                        rows.sql("DELETE FROM " + table + " WHERE user_id = :user")
                                .param("user", erased.userId().value())
                                .update();
                    }
                }
                default -> {}
            }
        }
    }

    private static void project(JobMatchEvent event, Recorded<UserEvent> recorded, JdbcClient rows) {
        Timestamp time = Timestamp.from(recorded.time());
        switch (event) {
            case JobMatchRequested requested -> request(requested, recorded, rows);
            case JobMatchDelayed delayed ->
                rows.sql("UPDATE job_matches SET attempts = :attempt, failure = :code WHERE id = :id")
                        .param("attempt", delayed.attempt())
                        .param("code", delayed.code())
                        .param("id", delayed.jobMatchId().value())
                        .update();
            case RoleRecommendationsGenerated generated -> complete(generated, time, rows);
            case JobMatchFailed failed ->
                rows.sql("UPDATE job_matches SET status = 'failed', failure = :code, ended_at = :time WHERE id = :id")
                        .param("code", failed.code())
                        .param("time", time)
                        .param("id", failed.jobMatchId().value())
                        .update();
            case RecommendationFeedbackGiven given ->
                rows.sql("""
                                UPDATE role_recommendations
                                SET user_feedback = :feedback, feedback_notes = :notes, updated_at = :time
                                WHERE id = :id
                                """)
                        .param("feedback", JobRolesProjector.name(given.feedback()))
                        .param("notes", given.notes())
                        .param("time", time)
                        .param("id", given.recommendationId())
                        .update();
        }
    }

    private static void request(JobMatchRequested requested, Recorded<UserEvent> recorded, JdbcClient rows) {
        Seniority seniority = requested.seniority();
        rows.sql("""
                        INSERT INTO job_matches
                            (id, user_id, resume_id, resume_version, industry_category, seniority_level, most, status,
                             version, created_at)
                        VALUES (:id, :user, :resume, :resumeVersion, :industry, :seniority, :most, 'pending', :version,
                                :time)
                        """)
                .param("id", requested.jobMatchId().value())
                .param("user", requested.userId().value())
                .param("resume", requested.resumeId().value())
                .param("resumeVersion", requested.resumeVersion())
                .param("industry", requested.industry())
                .param("seniority", seniority == null ? null : JobRolesProjector.name(seniority))
                .param("most", requested.most())
                .param("version", recorded.version())
                .param("time", Timestamp.from(recorded.time()))
                .update();
    }

    private static void complete(RoleRecommendationsGenerated generated, Timestamp time, JdbcClient rows) {
        rows.sql("""
                        UPDATE job_matches
                        SET status = 'completed', failure = NULL, model = :model, recommendation_count = :count,
                            processing_ms = least(:ms, 2147483647), ended_at = :time
                        WHERE id = :id
                        """)
                .param("model", generated.model())
                .param("count", generated.recommendationCount())
                .param("ms", generated.processingMs())
                .param("time", time)
                .param("id", generated.jobMatchId().value())
                .update();
        // Null once the user is erased: there are no rows then.
        if (generated.recommendations() != null) {
            rows.sql("""
                            INSERT INTO role_recommendations
                                (id, user_id, resume_id, resume_version, job_match_id, ordinal, job_role_id,
                                 job_role_version, job_role_title, industry_category, seniority_level, similarity,
                                 embedding_model, match_score, confidence_level, reasoning, matched_skills, skill_gaps,
                                 recommended_template, highlight_sections, created_at, updated_at)
                            SELECT (r ->> 'id')::uuid, :user, :resume, :resumeVersion, :match, ordinal,
                                   (r ->> 'jobRoleId')::uuid, (r ->> 'roleVersion')::bigint, r ->> 'title',
                                   r ->> 'industry', lower(r ->> 'seniority'), (r ->> 'similarity')::numeric, :model,
                                   (r ->> 'scorePercent')::int / 100.0, r ->> 'confidence', r ->> 'reasoning',
                                   ARRAY(SELECT jsonb_array_elements_text(r -> 'matchedSkills')),
                                   ARRAY(SELECT jsonb_array_elements_text(r -> 'skillGaps')),
                                   r ->> 'template',
                                   ARRAY(SELECT jsonb_array_elements_text(r -> 'highlightSections')), :time, :time
                            FROM jsonb_array_elements(:recommendations::jsonb) WITH ORDINALITY
                                     AS recommended (r, ordinal)
                            """)
                    .param("user", generated.userId().value())
                    .param("resume", generated.resumeId().value())
                    .param("resumeVersion", generated.resumeVersion())
                    .param("match", generated.jobMatchId().value())
                    .param("model", generated.model())
                    .param("time", time)
                    .param("recommendations", generated.recommendations())
                    .update();
        }
    }
}
