package com.sexyresume.events.matching;

import com.sexyresume.events.DomainEvent;
import com.sexyresume.events.EventType;
import com.sexyresume.events.PersonalData;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.UserId;
import com.sexyresume.events.resumes.ResumeId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What job roles there are (T05, T27), and which of them fit somebody's résumé (T06). */
public sealed interface MatchingEvent extends DomainEvent {

    /** What happens to one job role. */
    sealed interface JobRoleEvent extends MatchingEvent {

        JobRoleId jobRoleId();
    }

    /** What happens to all job roles together. */
    sealed interface CatalogueEvent extends MatchingEvent {}

    /** What happens to one wish to know which roles fit; the user is whose résumé it is. */
    sealed interface JobMatchEvent extends MatchingEvent, UserEvent {

        JobMatchId jobMatchId();
    }

    /** What the user makes of a recommendation (C08). */
    enum Feedback {
        INTERESTED,
        NOT_INTERESTED,
        APPLIED,
        HIRED
    }

    /**
     * There is such a job role. No other one that is not retired has its title, seniority and industry (D39).
     *
     * @param normalizedTitle the title in the form in which it is unique
     * @param textHash SHA-256, in hex, of the text that is embedded
     */
    @EventType(name = "matching.job-role-defined")
    record JobRoleDefined(JobRoleId jobRoleId, JobRoleContent content, String normalizedTitle, String textHash)
            implements JobRoleEvent {}

    /**
     * The job role says something else from now on.
     *
     * @param normalizedTitle the title in the form in which it is unique
     * @param textHash SHA-256, in hex, of the text that is embedded
     */
    @EventType(name = "matching.job-role-revised")
    record JobRoleRevised(JobRoleId jobRoleId, JobRoleContent content, String normalizedTitle, String textHash)
            implements JobRoleEvent {}

    /** Nobody is recommended it from now on; what was recommended before stays (D40). */
    @EventType(name = "matching.job-role-retired")
    record JobRoleRetired(JobRoleId jobRoleId) implements JobRoleEvent {}

    /**
     * A model has made a vector of the role's text (B09). The vector is recorded, so that a replay asks no model, and
     * whoever has the history can look for the nearest roles as they were found.
     *
     * @param model which made it; vectors of different models are never compared (D58)
     * @param dimensions of the vector, 1 to 1536
     * @param textHash SHA-256, in hex, of the text
     * @param vector its dimensions as 32-bit floats, little-endian, in Base64
     */
    @EventType(name = "matching.job-role-embedded")
    record JobRoleEmbedded(JobRoleId jobRoleId, String model, int dimensions, String textHash, String vector)
            implements JobRoleEvent {}

    /**
     * The template suits the role, or suits it more or less than before (T27).
     *
     * @param weightPercent how well, 1 to 100; the heaviest is recommended
     * @param reason why, for whoever is recommended it
     */
    @EventType(name = "matching.template-mapped")
    record TemplateMapped(
            JobRoleId jobRoleId,
            String template,
            int weightPercent,
            @Nullable String reason) implements JobRoleEvent {}

    /** The template is not recommended for the role any more. */
    @EventType(name = "matching.template-unmapped")
    record TemplateUnmapped(JobRoleId jobRoleId, String template) implements JobRoleEvent {}

    /**
     * How much of what was recommended and liked lately it is, as counted at this time (F14).
     *
     * @param popularityPercent of the most popular role's, 0 to 100
     */
    @EventType(name = "matching.job-role-popularity-recomputed")
    record JobRolePopularityRecomputed(JobRoleId jobRoleId, int popularityPercent) implements JobRoleEvent {}

    /** Roles and résumés are embedded by this model from now on (D58). */
    @EventType(name = "matching.embedding-model-chosen")
    record EmbeddingModelChosen(String model) implements CatalogueEvent {}

    /**
     * The roles that a version of the application comes with are all recorded.
     *
     * @param sha256 of the file that lists them, in hex
     * @param roles how many it lists
     */
    @EventType(name = "matching.starting-catalogue-installed")
    record StartingCatalogueInstalled(String sha256, int roles) implements CatalogueEvent {}

    /**
     * A user wants to know which roles fit a résumé (EV07).
     *
     * @param resumeVersion which is to be matched, counted from 0
     * @param industry the only one that is looked at; null for all
     * @param seniority the only one that is looked at; null for all
     * @param most how many roles are recommended at most
     */
    @EventType(name = "matching.job-match-requested", revision = 2, upcasters = JobMatchRequestedFrom1.class)
    record JobMatchRequested(
            JobMatchId jobMatchId,
            UserId userId,
            ResumeId resumeId,
            long resumeVersion,
            @PersonalData @Nullable String industry,
            JobRoleContent.@Nullable Seniority seniority,
            int most)
            implements JobMatchEvent {}

    /**
     * It did not work yet, and is tried again.
     *
     * @param attempt that failed, counted from 1
     * @param code why, such as {@code model-timeout}
     */
    @EventType(name = "matching.job-match-delayed")
    record JobMatchDelayed(JobMatchId jobMatchId, UserId userId, int attempt, String code) implements JobMatchEvent {}

    /**
     * These roles fit.
     *
     * @param resumeVersion which was matched, counted from 0
     * @param model by which the nearest roles were found
     * @param recommendationCount how many they are; it stays known when they are erased
     * @param recommendations the JSON text of an array, the best first; each has {@code id}, {@code jobRoleId},
     *     {@code roleVersion}, {@code title}, {@code industry}, {@code seniority}, {@code similarity},
     *     {@code scorePercent}, {@code confidence}, {@code reasoning}, {@code matchedSkills}, {@code skillGaps},
     *     {@code template} and {@code highlightSections}
     * @param processingMs how long it took
     */
    @EventType(name = "matching.role-recommendations-generated")
    record RoleRecommendationsGenerated(
            JobMatchId jobMatchId,
            UserId userId,
            ResumeId resumeId,
            long resumeVersion,
            String model,
            int recommendationCount,
            @PersonalData @Nullable String recommendations,
            long processingMs)
            implements JobMatchEvent {}

    /**
     * Nothing came of it.
     *
     * @param code why, such as {@code nothing-to-match}
     */
    @EventType(name = "matching.job-match-failed")
    record JobMatchFailed(JobMatchId jobMatchId, UserId userId, ResumeId resumeId, String code)
            implements JobMatchEvent {}

    /**
     * The user says what they make of a recommendation, in place of what they said before.
     *
     * @param notes the user's own words
     */
    @EventType(name = "matching.recommendation-feedback-given")
    record RecommendationFeedbackGiven(
            JobMatchId jobMatchId,
            UserId userId,
            UUID recommendationId,
            Feedback feedback,
            @PersonalData @Nullable String notes)
            implements JobMatchEvent {}
}
