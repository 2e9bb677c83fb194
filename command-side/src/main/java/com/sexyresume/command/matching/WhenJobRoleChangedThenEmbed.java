package com.sexyresume.command.matching;

import com.sexyresume.command.matching.MatchingCommand.EmbedJobRole;
import com.sexyresume.deciding.Happened;
import com.sexyresume.deciding.Streams;
import com.sexyresume.events.matching.JobRoleContent;
import com.sexyresume.events.matching.JobRoleId;
import com.sexyresume.events.matching.MatchingEvent;
import com.sexyresume.events.matching.MatchingEvent.EmbeddingModelChosen;
import com.sexyresume.events.matching.MatchingEvent.JobRoleDefined;
import com.sexyresume.events.matching.MatchingEvent.JobRoleRevised;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * Has vectors made of roles whose text is new, and of all of them by another model. A role takes others that wait along
 * to the model, a batch at a time (J05); when its own turn comes, a role that has its vector costs nothing. While the
 * model is away a role is tried again by a reminder; what the model refuses is parked.
 */
@Component
@ConditionalOnBooleanProperty(name = "sexyresume.matching.enabled", matchIfMissing = true)
class WhenJobRoleChangedThenEmbed implements Policy<MatchingEvent> {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Streams streams;
    private final RoleIndex index;
    private final Embedder embedder;
    private final MatchingProperties properties;

    WhenJobRoleChangedThenEmbed(Streams streams, RoleIndex index, Embedder embedder, MatchingProperties properties) {
        this.streams = streams;
        this.index = index;
        this.embedder = embedder;
        this.properties = properties;
    }

    /** The model gave no vector, and will not by waiting. */
    private static final class RoleNotEmbedded extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RoleNotEmbedded(EmbedderFailed why) {
            super(why.failure().toString(), null, false, false);
        }
    }

    @Override
    public Set<Class<? extends MatchingEvent>> follows() {
        return Set.of(JobRoleDefined.class, JobRoleRevised.class, EmbeddingModelChosen.class);
    }

    /** One after the other: the first one takes the next ones along. */
    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public void react(Happened<MatchingEvent> happened, Reaction reaction) {
        try {
            switch (happened.event()) {
                case JobRoleDefined defined -> embed(defined.jobRoleId(), reaction);
                case JobRoleRevised revised -> embed(revised.jobRoleId(), reaction);
                case EmbeddingModelChosen chosen -> embedAll(chosen.model(), reaction);
                default -> throw new IllegalArgumentException("This is not followed");
            }
        } catch (EmbedderFailed failed) {
            Duration age = Duration.between(happened.time(), Instant.now());
            if (!failed.mayPass() || age.compareTo(properties.patience()) > 0) {
                throw new RoleNotEmbedded(failed);
            }
            // The longer it is away, the less often it is asked.
            Duration pause = age.compareTo(properties.retryAfter()) < 0 ? properties.retryAfter() : age;
            reaction.remind(Instant.now().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE));
        }
    }

    @Override
    public void due(Happened<MatchingEvent> happened, Reaction reaction) {
        react(happened, reaction);
    }

    private void embed(JobRoleId role, Reaction reaction) throws EmbedderFailed {
        if (!streams.read(MatchingStreams.JOB_ROLE, role).isAwaiting(embedder.model())) {
            return;
        }
        Set<JobRoleId> batch = new LinkedHashSet<>();
        batch.add(role);
        // Rows may lag behind: the role itself may or may not be among them.
        index.awaiting(embedder.model(), null, properties.batchSize()).stream()
                .filter(other -> !other.equals(role))
                .limit(properties.batchSize() - 1)
                .forEach(batch::add);
        try {
            embed(batch, reaction);
        } catch (EmbedderFailed failed) {
            // Whatever the model refuses may be in one of those that came along.
            if (failed.mayPass() || batch.size() == 1) {
                throw failed;
            }
            embed(Set.of(role), reaction);
        }
    }

    private void embedAll(String model, Reaction reaction) throws EmbedderFailed {
        @Nullable JobRoleId after = null;
        @Nullable EmbedderFailed refused = null;
        while (model.equals(embedder.model())) {
            List<JobRoleId> batch = index.awaiting(model, after, properties.batchSize());
            if (batch.isEmpty()) {
                break;
            }
            refused = embedAll(batch, refused, reaction);
            after = batch.getLast();
        }
        if (refused != null) {
            throw refused;
        }
    }

    /** What the model refuses keeps no other one back; it is told at the end. */
    private @Nullable EmbedderFailed embedAll(
            List<JobRoleId> batch, @Nullable EmbedderFailed refusedBefore, Reaction reaction) throws EmbedderFailed {
        try {
            embed(new LinkedHashSet<>(batch), reaction);
            return refusedBefore;
        } catch (EmbedderFailed failed) {
            if (failed.mayPass()) {
                throw failed;
            }
            if (batch.size() == 1) {
                return failed;
            }
        }
        @Nullable EmbedderFailed refused = refusedBefore;
        for (JobRoleId role : batch) {
            refused = embedAll(List.of(role), refused, reaction);
        }
        return refused;
    }

    private void embed(Set<JobRoleId> roles, Reaction reaction) throws EmbedderFailed {
        Map<JobRoleId, JobRoleContent> waiting = new LinkedHashMap<>();
        for (JobRoleId id : roles) {
            JobRole role = streams.read(MatchingStreams.JOB_ROLE, id);
            if (role.content() != null && role.isAwaiting(embedder.model())) {
                waiting.put(id, role.content());
            }
        }
        if (waiting.isEmpty()) {
            return;
        }
        List<List<Float>> vectors =
                embedder.embed(waiting.values().stream().map(RoleText::of).toList());
        int at = 0;
        for (Map.Entry<JobRoleId, JobRoleContent> role : waiting.entrySet()) {
            String hash = RoleText.hash(role.getValue());
            var _ = reaction.send(
                    role.getKey() + ":" + embedder.model() + ":" + hash,
                    new EmbedJobRole(role.getKey(), embedder.model(), hash, vectors.get(at++)));
        }
    }
}
