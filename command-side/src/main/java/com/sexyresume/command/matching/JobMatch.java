package com.sexyresume.command.matching;

import com.sexyresume.command.matching.MatchingCommand.CompleteJobMatch;
import com.sexyresume.command.matching.MatchingCommand.DelayJobMatch;
import com.sexyresume.command.matching.MatchingCommand.FailJobMatch;
import com.sexyresume.command.matching.MatchingCommand.GiveFeedback;
import com.sexyresume.command.matching.MatchingCommand.JobMatchCommand;
import com.sexyresume.command.matching.MatchingCommand.RequestJobMatch;
import com.sexyresume.deciding.Decision;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.events.matching.MatchingEvent.Feedback;
import com.sexyresume.events.matching.MatchingEvent.JobMatchDelayed;
import com.sexyresume.events.matching.MatchingEvent.JobMatchEvent;
import com.sexyresume.events.matching.MatchingEvent.JobMatchFailed;
import com.sexyresume.events.matching.MatchingEvent.JobMatchRequested;
import com.sexyresume.events.matching.MatchingEvent.RecommendationFeedbackGiven;
import com.sexyresume.events.matching.MatchingEvent.RoleRecommendationsGenerated;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A match ends once, in recommendations or in failure; what the user makes of a recommendation they may say again, and
 * the last word counts (T06, C08).
 *
 * @param request null while nobody has asked for it
 * @param attempts that failed and were followed by another one
 * @param opinions of the user, by the recommendations' ids; all of them are there when it is completed
 */
record JobMatch(@Nullable JobMatchRequested request, Status status, int attempts, Map<UUID, Opinion> opinions) {

    static final JobMatch NONE = new JobMatch(null, Status.PENDING, 0, Map.of());

    /** How far it is. */
    enum Status {
        PENDING,
        COMPLETED,
        FAILED
    }

    /** What the user makes of a recommendation; the feedback is null while they have not said. */
    record Opinion(@Nullable Feedback feedback, @Nullable String notes) {

        static final Opinion NONE = new Opinion(null, null);
    }

    JobMatch {
        opinions = Map.copyOf(opinions);
    }

    Decision<JobMatchEvent> decide(JobMatchCommand command) {
        if (command instanceof RequestJobMatch ask) {
            // Its id is made of the command that asks for it: who asks again asks for what is there.
            return request != null
                    ? Decision.nothing()
                    : Decision.accept(new JobMatchRequested(
                            ask.jobMatchId(),
                            ask.userId(),
                            ask.resumeId(),
                            ask.resumeVersion(),
                            ask.industry(),
                            ask.seniority(),
                            ask.most()));
        }
        if (request == null) {
            return Decision.refuse(new NoSuchThing("job match"));
        }
        JobMatchRequested asked = request;
        return switch (command) {
            case RequestJobMatch _ -> Decision.nothing();
            case DelayJobMatch(var id, var attempt, var failure) ->
                status == Status.PENDING && attempt == attempts + 1
                        ? Decision.accept(new JobMatchDelayed(id, asked.userId(), attempt, failure.toString()))
                        : Decision.nothing();
            case CompleteJobMatch(var id, var model, var found, var processingMs) ->
                status == Status.PENDING
                        ? Decision.accept(new RoleRecommendationsGenerated(
                                id,
                                asked.userId(),
                                asked.resumeId(),
                                asked.resumeVersion(),
                                model,
                                found.size(),
                                Recommendation.write(found),
                                processingMs))
                        : Decision.nothing();
            case FailJobMatch(var id, var failure) ->
                status == Status.PENDING
                        ? Decision.accept(new JobMatchFailed(id, asked.userId(), asked.resumeId(), failure.toString()))
                        : Decision.nothing();
            case GiveFeedback(var id, var user, var recommendation, var feedback, var notes) -> {
                if (!user.equals(asked.userId())) {
                    yield Decision.refuse(new NoSuchThing("job match"));
                }
                Opinion present = opinions.get(recommendation);
                if (present == null) {
                    yield Decision.refuse(new NoSuchThing("recommendation"));
                }
                yield present.equals(new Opinion(feedback, notes))
                        ? Decision.nothing()
                        : Decision.accept(new RecommendationFeedbackGiven(id, user, recommendation, feedback, notes));
            }
        };
    }

    JobMatch evolve(JobMatchEvent event) {
        return switch (event) {
            case JobMatchRequested asked -> new JobMatch(asked, Status.PENDING, 0, Map.of());
            case JobMatchDelayed delayed -> new JobMatch(request, status, delayed.attempt(), opinions);
            case RoleRecommendationsGenerated generated -> {
                Map<UUID, Opinion> none = new HashMap<>();
                Recommendation.read(generated.recommendations())
                        .forEach(recommendation -> none.put(recommendation.id(), Opinion.NONE));
                yield new JobMatch(request, Status.COMPLETED, attempts, none);
            }
            case JobMatchFailed _ -> new JobMatch(request, Status.FAILED, attempts, opinions);
            case RecommendationFeedbackGiven given -> {
                Map<UUID, Opinion> after = new HashMap<>(opinions);
                after.put(given.recommendationId(), new Opinion(given.feedback(), given.notes()));
                yield new JobMatch(request, status, attempts, after);
            }
        };
    }
}
