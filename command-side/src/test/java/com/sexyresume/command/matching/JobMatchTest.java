package com.sexyresume.command.matching;

import com.sexyresume.command.matching.MatchingCommand.CompleteJobMatch;
import com.sexyresume.command.matching.MatchingCommand.DelayJobMatch;
import com.sexyresume.command.matching.MatchingCommand.FailJobMatch;
import com.sexyresume.command.matching.MatchingCommand.GiveFeedback;
import com.sexyresume.command.matching.MatchingCommand.JobMatchCommand;
import com.sexyresume.command.matching.MatchingCommand.RequestJobMatch;
import com.sexyresume.command.matching.Recommendation.Confidence;
import com.sexyresume.deciding.Given;
import com.sexyresume.deciding.Given.Then;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.events.UserId;
import com.sexyresume.events.matching.JobMatchId;
import com.sexyresume.events.matching.JobRoleContent.Seniority;
import com.sexyresume.events.matching.MatchFailure;
import com.sexyresume.events.matching.MatchingEvent.Feedback;
import com.sexyresume.events.matching.MatchingEvent.JobMatchDelayed;
import com.sexyresume.events.matching.MatchingEvent.JobMatchEvent;
import com.sexyresume.events.matching.MatchingEvent.JobMatchFailed;
import com.sexyresume.events.matching.MatchingEvent.JobMatchRequested;
import com.sexyresume.events.matching.MatchingEvent.RecommendationFeedbackGiven;
import com.sexyresume.events.matching.MatchingEvent.RoleRecommendationsGenerated;
import com.sexyresume.events.resumes.ResumeId;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** T06, C08. */
class JobMatchTest {

    private static final UserId ADA = new UserId(new UUID(0, 1));
    private static final UserId GRACE = new UserId(new UUID(0, 2));
    private static final JobMatchId ID = new JobMatchId(new UUID(0, 3));
    private static final ResumeId RESUME = new ResumeId(new UUID(0, 4));
    private static final UUID WEAVER = new UUID(0, 5);
    private static final Recommendation RECOMMENDATION = new Recommendation(
            WEAVER,
            new UUID(0, 6),
            2,
            "Weaver",
            "textiles",
            Seniority.MID,
            new BigDecimal("0.5000"),
            60,
            Confidence.medium,
            "Because.",
            List.of("Weaving"),
            List.of("Dyeing"),
            null,
            List.of("skills"));

    private static final RequestJobMatch REQUEST = new RequestJobMatch(ID, ADA, RESUME, 3, "textiles", null, 10);
    private static final JobMatchRequested REQUESTED = new JobMatchRequested(ID, ADA, RESUME, 3, "textiles", null, 10);
    private static final CompleteJobMatch COMPLETE = new CompleteJobMatch(ID, "loom", List.of(RECOMMENDATION), 7);
    private static final RoleRecommendationsGenerated GENERATED = new RoleRecommendationsGenerated(
            ID, ADA, RESUME, 3, "loom", 1, Recommendation.write(List.of(RECOMMENDATION)), 7);
    private static final JobMatchFailed FAILED = new JobMatchFailed(ID, ADA, RESUME, "model-refused");
    private static final RecommendationFeedbackGiven APPLIED =
            new RecommendationFeedbackGiven(ID, ADA, WEAVER, Feedback.APPLIED, "On Monday");

    @Test
    void aMatchIsAskedForOnce() {
        given().when(REQUEST).then(REQUESTED);
        given(REQUESTED).when(REQUEST).thenNothing();
        given().when(COMPLETE).thenRefused(new NoSuchThing("job match"));
    }

    @Test
    void itEndsOnce() {
        given(REQUESTED).when(COMPLETE).then(GENERATED);
        given(REQUESTED).when(new FailJobMatch(ID, MatchFailure.MODEL_REFUSED)).then(FAILED);
        for (JobMatchEvent end : List.of(GENERATED, FAILED)) {
            given(REQUESTED, end).when(COMPLETE).thenNothing();
            given(REQUESTED, end)
                    .when(new FailJobMatch(ID, MatchFailure.MODEL_BUSY))
                    .thenNothing();
            given(REQUESTED, end)
                    .when(new DelayJobMatch(ID, 1, MatchFailure.MODEL_BUSY))
                    .thenNothing();
        }
    }

    @Test
    void everyAttemptCountsOnce() {
        JobMatchDelayed first = new JobMatchDelayed(ID, ADA, 1, "model-busy");
        given(REQUESTED).when(new DelayJobMatch(ID, 1, MatchFailure.MODEL_BUSY)).then(first);
        given(REQUESTED, first)
                .when(new DelayJobMatch(ID, 1, MatchFailure.MODEL_BUSY))
                .thenNothing();
        given(REQUESTED, first)
                .when(new DelayJobMatch(ID, 2, MatchFailure.MODEL_TIMEOUT))
                .then(new JobMatchDelayed(ID, ADA, 2, "model-timeout"));
        given(REQUESTED, first).when(COMPLETE).then(GENERATED);
    }

    @Test
    void theLastWordAboutARecommendationCounts() {
        GiveFeedback apply = new GiveFeedback(ID, ADA, WEAVER, Feedback.APPLIED, "On Monday");
        given(REQUESTED, GENERATED).when(apply).then(APPLIED);
        given(REQUESTED, GENERATED, APPLIED).when(apply).thenNothing();
        given(REQUESTED, GENERATED, APPLIED)
                .when(new GiveFeedback(ID, ADA, WEAVER, Feedback.NOT_INTERESTED, null))
                .then(new RecommendationFeedbackGiven(ID, ADA, WEAVER, Feedback.NOT_INTERESTED, null));
    }

    @Test
    void onlyItsUserHasAnOpinionOfWhatIsThere() {
        given(REQUESTED, GENERATED)
                .when(new GiveFeedback(ID, GRACE, WEAVER, Feedback.HIRED, null))
                .thenRefused(new NoSuchThing("job match"));
        given(REQUESTED, GENERATED)
                .when(new GiveFeedback(ID, ADA, new UUID(9, 9), Feedback.HIRED, null))
                .thenRefused(new NoSuchThing("recommendation"));
        given(REQUESTED)
                .when(new GiveFeedback(ID, ADA, WEAVER, Feedback.HIRED, null))
                .thenRefused(new NoSuchThing("recommendation"));
    }

    private static When given(JobMatchEvent... history) {
        return new When(Given.given(JobMatch.NONE, JobMatch::evolve, history));
    }

    private record When(Given<JobMatch, JobMatchEvent> given) {

        Then<JobMatchEvent> when(JobMatchCommand command) {
            return given.<JobMatchCommand>when(JobMatch::decide, command);
        }
    }
}
