package com.sexyresume.query.matching;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.events.UserId;
import com.sexyresume.events.accounts.AccountsEvent.UserErased;
import com.sexyresume.events.matching.JobMatchId;
import com.sexyresume.events.matching.JobRoleContent;
import com.sexyresume.events.matching.JobRoleContent.Seniority;
import com.sexyresume.events.matching.JobRoleId;
import com.sexyresume.events.matching.MatchingEvent.Feedback;
import com.sexyresume.events.matching.MatchingEvent.JobMatchDelayed;
import com.sexyresume.events.matching.MatchingEvent.JobMatchFailed;
import com.sexyresume.events.matching.MatchingEvent.JobMatchRequested;
import com.sexyresume.events.matching.MatchingEvent.JobRoleDefined;
import com.sexyresume.events.matching.MatchingEvent.JobRoleEmbedded;
import com.sexyresume.events.matching.MatchingEvent.JobRolePopularityRecomputed;
import com.sexyresume.events.matching.MatchingEvent.JobRoleRetired;
import com.sexyresume.events.matching.MatchingEvent.JobRoleRevised;
import com.sexyresume.events.matching.MatchingEvent.RecommendationFeedbackGiven;
import com.sexyresume.events.matching.MatchingEvent.RoleRecommendationsGenerated;
import com.sexyresume.events.matching.MatchingEvent.TemplateMapped;
import com.sexyresume.events.matching.MatchingEvent.TemplateUnmapped;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.query.ProjectedRows;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** T05, T06, T27, B09: roles with their vectors and templates, and what was recommended. */
class MatchingProjectorsTest {

    private static final UserId ADA = new UserId(new UUID(1, 1));
    private static final UserId BOB = new UserId(new UUID(1, 2));
    private static final JobRoleId WEAVER = new JobRoleId(new UUID(2, 1));
    private static final JobMatchId MATCH = new JobMatchId(new UUID(3, 1));
    private static final JobMatchId OTHER = new JobMatchId(new UUID(3, 2));
    private static final ResumeId RESUME = new ResumeId(new UUID(4, 1));
    private static final UUID RECOMMENDATION = new UUID(5, 1);
    private static final String FOUND = """
            [{"id": "%s", "jobRoleId": "%s", "roleVersion": 0, "title": "Weaver", "industry": "Textile",
              "seniority": "MID", "similarity": 0.5, "scorePercent": 70, "confidence": "high", "reasoning": "It fits.",
              "matchedSkills": ["Weaving"], "skillGaps": [], "template": "modern", "highlightSections": ["skills"]}]
            """.formatted(RECOMMENDATION, WEAVER.value());

    @RegisterExtension
    private final ProjectedRows rows = new ProjectedRows(new JobRolesProjector(), new JobMatchesProjector());

    @Test
    void aVectorIsOfTheTextThatARoleHas() throws SQLException {
        rows.given(defined("a"), embedded("b"));
        assertThat(vectors()).as("of a text that the role does not have").containsExactly("- -");

        rows.given(embedded("a"));
        assertThat(vectors()).as("filled up with zeros").containsExactly("1536 loom");

        rows.given(new JobRoleRevised(WEAVER, role("Weaver"), "weaver", "a"));
        assertThat(vectors()).as("of the same text").containsExactly("1536 loom");

        rows.given(new JobRoleRevised(WEAVER, role("Master weaver"), "master weaver", "c"));
        assertThat(vectors()).as("of a text that the role had").containsExactly("- -");
    }

    @Test
    void aRoleIsNeverDeleted() throws SQLException {
        rows.given(defined("a"), new JobRolePopularityRecomputed(WEAVER, 40), new JobRoleRetired(WEAVER));

        assertThat(rows.rows("job_roles", "title", "popularity_score", "retired_at IS NULL", "version"))
                .containsExactly("Weaver 0.40 false 2");
    }

    @Test
    void aTemplateSuitsARoleAsWasSaidLast() throws SQLException {
        rows.given(
                defined("a"),
                new TemplateMapped(WEAVER, "modern", 30, null),
                new TemplateMapped(WEAVER, "modern", 60, "Clear"),
                new TemplateMapped(WEAVER, "classic", 10, null),
                new TemplateUnmapped(WEAVER, "classic"));

        assertThat(rows.rows("template_role_mappings", "template", "weight", "reason"))
                .containsExactly("modern 60 Clear");
    }

    @Test
    void aMatchThatWasDelayedEndsWithItsRecommendations() throws SQLException {
        rows.given(requested(ADA, MATCH), new JobMatchDelayed(MATCH, ADA, 1, "model-busy"));
        assertThat(rows.rows("job_matches", "status", "attempts", "failure")).containsExactly("pending 1 model-busy");

        rows.given(
                generated(ADA, MATCH, FOUND),
                new RecommendationFeedbackGiven(MATCH, ADA, RECOMMENDATION, Feedback.HIRED, "At last"));

        assertThat(rows.rows("job_matches", "status", "failure", "model", "recommendation_count", "version"))
                .containsExactly("completed - loom 1 3");
        assertThat(rows.rows("role_recommendations", "ordinal", "job_role_title", "match_score", "user_feedback"))
                .containsExactly("1 Weaver 0.70 hired");
    }

    @Test
    void aMatchThatFailedSaysWhy() throws SQLException {
        rows.given(requested(ADA, MATCH), new JobMatchFailed(MATCH, ADA, RESUME, "no-roles"));

        assertThat(rows.rows("job_matches", "status", "failure", "model")).containsExactly("failed no-roles -");
    }

    @Test
    void ofAnErasedUserNothingIsLeft() throws SQLException {
        rows.given(
                requested(ADA, MATCH), generated(ADA, MATCH, FOUND), requested(BOB, OTHER), new UserErased(ADA, ADA));

        assertThat(rows.rows("job_matches", "user_id")).containsExactly(BOB.toString());
        assertThat(rows.rows("role_recommendations", "user_id")).isEmpty();
    }

    @Test
    void aReplayOfAnErasedUserRecommendsNothing() throws SQLException {
        rows.given(requested(ADA, MATCH), generated(ADA, MATCH, null));

        assertThat(rows.rows("job_matches", "status")).containsExactly("completed");
        assertThat(rows.rows("role_recommendations", "id")).isEmpty();
    }

    private List<String> vectors() {
        return rows.rows("job_roles", "vector_dims(embedding)", "embedding_model");
    }

    private static JobRoleDefined defined(String hash) {
        return new JobRoleDefined(WEAVER, role("Weaver"), "weaver", hash);
    }

    private static JobRoleContent role(String title) {
        return new JobRoleContent(
                title,
                "Textile",
                Seniority.MID,
                List.of("Weaving"),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                List.of());
    }

    private static JobRoleEmbedded embedded(String hash) {
        byte[] vector = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1)
                .putFloat(0)
                .array();
        return new JobRoleEmbedded(WEAVER, "loom", 2, hash, Base64.getEncoder().encodeToString(vector));
    }

    private static JobMatchRequested requested(UserId user, JobMatchId match) {
        return new JobMatchRequested(match, user, RESUME, 0, null, Seniority.MID, 10);
    }

    private static RoleRecommendationsGenerated generated(UserId user, JobMatchId match, @Nullable String found) {
        return new RoleRecommendationsGenerated(match, user, RESUME, 0, "loom", 1, found, 12);
    }
}
