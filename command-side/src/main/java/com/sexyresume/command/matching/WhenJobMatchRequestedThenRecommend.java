package com.sexyresume.command.matching;

import com.sexyresume.command.matching.MatchingCommand.CompleteJobMatch;
import com.sexyresume.command.matching.MatchingCommand.DelayJobMatch;
import com.sexyresume.command.matching.MatchingCommand.FailJobMatch;
import com.sexyresume.command.matching.RoleIndex.Near;
import com.sexyresume.deciding.Happened;
import com.sexyresume.deciding.Streams;
import com.sexyresume.events.matching.JobMatchId;
import com.sexyresume.events.matching.MatchFailure;
import com.sexyresume.events.matching.MatchingEvent.JobMatchRequested;
import com.sexyresume.language.PinnedResumes;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * Finds the roles that fit what was asked about. A model that does not answer is asked again, ever less often, and each
 * attempt is an event, so that the user sees why it takes so long; after the last one the match fails. Cut off at any
 * point and begun again, it looks at the stream first: a match that has ended is left alone.
 */
@Component
@ConditionalOnBooleanProperty(name = "sexyresume.matching.enabled", matchIfMissing = true)
class WhenJobMatchRequestedThenRecommend implements Policy<JobMatchRequested> {

    private final Streams streams;
    private final PinnedResumes resumes;
    private final RoleIndex index;
    private final Embedder embedder;
    private final MatchingProperties properties;

    WhenJobMatchRequestedThenRecommend(
            Streams streams, PinnedResumes resumes, RoleIndex index, Embedder embedder, MatchingProperties properties) {
        this.streams = streams;
        this.resumes = resumes;
        this.index = index;
        this.embedder = embedder;
        this.properties = properties;
    }

    @Override
    public int parallelism() {
        return properties.parallelism();
    }

    @Override
    public void react(Happened<JobMatchRequested> happened, Reaction reaction) {
        JobMatchRequested request = happened.event();
        JobMatch match = streams.read(MatchingStreams.JOB_MATCH, request.jobMatchId());
        if (match.status() != JobMatch.Status.PENDING) {
            return;
        }
        ResumeProfile profile =
                ResumeProfile.of(resumes.read(request.userId(), request.resumeId(), request.resumeVersion())
                        .data());
        if (profile.isEmpty()) {
            // An empty text has no meaning that anything could be near to (D58).
            fail(request.jobMatchId(), MatchFailure.NOTHING_TO_MATCH, reaction);
            return;
        }
        long begun = System.nanoTime();
        // Before the search: a role whose vector comes in between would be in neither.
        int waiting = index.awaiting(embedder.model(), null, properties.batchSize() + 1)
                .size();
        List<Near> near;
        try {
            near = index.nearest(
                    embedder.model(),
                    Embedder.array(embedder.embed(List.of(profile.text())).getFirst()),
                    request.industry(),
                    request.seniority(),
                    Math.max(properties.candidates(), request.most()));
        } catch (EmbedderFailed failed) {
            again(request.jobMatchId(), match.attempts() + 1, failed.failure(), failed.mayPass(), reaction);
            return;
        }
        boolean isEarly = waiting > properties.batchSize() || (near.isEmpty() && waiting > 0);
        if (isEarly && match.attempts() + 1 < properties.attempts()) {
            again(request.jobMatchId(), match.attempts() + 1, MatchFailure.ROLES_NOT_READY, true, reaction);
        } else if (near.isEmpty()) {
            fail(request.jobMatchId(), waiting > 0 ? MatchFailure.ROLES_NOT_READY : MatchFailure.NO_ROLES, reaction);
        } else {
            var _ = reaction.send(
                    "complete",
                    new CompleteJobMatch(
                            request.jobMatchId(),
                            embedder.model(),
                            embedder.ranking().rank(request.jobMatchId(), profile, near, request.most()),
                            Duration.ofNanos(System.nanoTime() - begun).toMillis()));
        }
    }

    @Override
    public void due(Happened<JobMatchRequested> happened, Reaction reaction) {
        react(happened, reaction);
    }

    private void again(JobMatchId match, int attempt, MatchFailure failure, boolean mayPass, Reaction reaction) {
        if (!mayPass || attempt >= properties.attempts()) {
            fail(match, failure, reaction);
            return;
        }
        // First the reminder: without it, a delay that is recorded would be the last that is heard of the match.
        reaction.remind(Instant.now().plus(properties.retryAfter().multipliedBy(1L << Math.min(attempt - 1, 20))));
        var _ = reaction.send("delay-" + attempt, new DelayJobMatch(match, attempt, failure));
    }

    private static void fail(JobMatchId match, MatchFailure failure, Reaction reaction) {
        var _ = reaction.send("fail", new FailJobMatch(match, failure));
    }
}
