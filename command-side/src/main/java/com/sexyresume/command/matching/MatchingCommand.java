package com.sexyresume.command.matching;

import com.sexyresume.command.matching.MatchingRefusal.JobRoleTaken;
import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.Rejection;
import com.sexyresume.deciding.StreamId;
import com.sexyresume.events.UserId;
import com.sexyresume.events.matching.JobMatchId;
import com.sexyresume.events.matching.JobRoleContent;
import com.sexyresume.events.matching.JobRoleContent.Seniority;
import com.sexyresume.events.matching.JobRoleId;
import com.sexyresume.events.matching.MatchFailure;
import com.sexyresume.events.matching.MatchingEvent.Feedback;
import com.sexyresume.events.resumes.ResumeId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may be asked of job roles and of matches. */
sealed interface MatchingCommand extends Command {

    /** What may be asked of one job role. */
    sealed interface JobRoleCommand extends MatchingCommand {

        JobRoleId jobRoleId();

        @Override
        default StreamId stream() {
            return streamOf(jobRoleId());
        }

        @Override
        default @Nullable Rejection whenTaken(String kind) {
            return kind.equals(JobRole.CLAIM) ? new JobRoleTaken() : null;
        }
    }

    /** What may be asked of all job roles together. */
    sealed interface CatalogueCommand extends MatchingCommand {

        @Override
        default StreamId stream() {
            return MatchingStreams.CATALOGUE.one();
        }
    }

    /** What may be asked of one match. */
    sealed interface JobMatchCommand extends MatchingCommand {

        JobMatchId jobMatchId();

        @Override
        default StreamId stream() {
            return streamOf(jobMatchId());
        }
    }

    static StreamId streamOf(JobRoleId role) {
        return MatchingStreams.JOB_ROLE.of(role);
    }

    static StreamId streamOf(JobMatchId match) {
        return MatchingStreams.JOB_MATCH.of(match);
    }

    record DefineJobRole(JobRoleId jobRoleId, JobRoleContent content) implements JobRoleCommand {}

    record ReviseJobRole(JobRoleId jobRoleId, JobRoleContent content) implements JobRoleCommand {}

    record RetireJobRole(JobRoleId jobRoleId) implements JobRoleCommand {}

    /** This version of the application comes with such a role; one that was retired stays so. */
    record ShipJobRole(JobRoleId jobRoleId, JobRoleContent content, String template) implements JobRoleCommand {}

    /** A model has answered; a vector of a text that the role no longer has changes nothing. */
    record EmbedJobRole(JobRoleId jobRoleId, String model, String textHash, List<Float> vector)
            implements JobRoleCommand {}

    /**
     * The template suits the role.
     *
     * @param weightPercent how well, 1 to 100
     */
    record MapTemplate(
            JobRoleId jobRoleId,
            String template,
            int weightPercent,
            @Nullable String reason) implements JobRoleCommand {}

    record UnmapTemplate(JobRoleId jobRoleId, String template) implements JobRoleCommand {}

    /**
     * It was counted how popular the role is (F14).
     *
     * @param popularityPercent of the most popular role's, 0 to 100
     */
    record RecomputePopularity(JobRoleId jobRoleId, int popularityPercent) implements JobRoleCommand {}

    record ChooseEmbeddingModel(String model) implements CatalogueCommand {}

    /** Every role of this file is recorded. */
    record FinishInstallation(String sha256, int roles) implements CatalogueCommand {}

    /** Asks which roles fit a version that the user has. */
    record RequestJobMatch(
            JobMatchId jobMatchId,
            UserId userId,
            ResumeId resumeId,
            long resumeVersion,
            @Nullable String industry,
            @Nullable Seniority seniority,
            int most)
            implements JobMatchCommand {}

    /** An attempt has failed, and there will be another one. */
    record DelayJobMatch(JobMatchId jobMatchId, int attempt, MatchFailure failure) implements JobMatchCommand {}

    /** Roles were found; what comes too late changes nothing. */
    record CompleteJobMatch(
            JobMatchId jobMatchId, String model, List<Recommendation> recommendations, long processingMs)
            implements JobMatchCommand {}

    /** Nothing comes of it; what comes too late changes nothing. */
    record FailJobMatch(JobMatchId jobMatchId, MatchFailure failure) implements JobMatchCommand {}

    record GiveFeedback(
            JobMatchId jobMatchId,
            UserId userId,
            UUID recommendationId,
            Feedback feedback,
            @Nullable String notes) implements JobMatchCommand {}
}
