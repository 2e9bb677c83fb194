package com.sexyresume.command.enhancements;

import com.sexyresume.command.enhancements.Enhancement.Status;
import com.sexyresume.command.enhancements.EnhancementsCommand.CompleteEnhancement;
import com.sexyresume.command.enhancements.EnhancementsCommand.FailEnhancement;
import com.sexyresume.command.enhancements.EnhancementsCommand.StartEnhancement;
import com.sexyresume.command.enhancements.Enhancer.Enhanced;
import com.sexyresume.command.enhancements.Enhancer.Improvement;
import com.sexyresume.command.enhancements.Enhancer.Task;
import com.sexyresume.command.enhancements.Suggestion.Metrics;
import com.sexyresume.deciding.Happened;
import com.sexyresume.deciding.Streams;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.credits.CreditsEvent.CreditsSpent;
import com.sexyresume.events.credits.CreditsEvent.Purpose;
import com.sexyresume.events.enhancements.EnhancementId;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementRequested;
import com.sexyresume.language.EngineFailed;
import com.sexyresume.language.Grounding;
import com.sexyresume.language.ModelUsage;
import com.sexyresume.language.PinnedResume;
import com.sexyresume.language.PinnedResumes;
import com.sexyresume.language.Words;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import com.sexyresume.sending.UuidV5;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Lets an engine work on what was requested: at once when it costs nothing, else when it has been charged. Cut off at
 * any point and begun again, it looks at the stream first: an enhancement that has ended is left alone, and the
 * commands of one that has not are found recorded. Only the engine may be asked twice, and its second answer counts
 * then.
 */
@Component
class WhenEnhancementRequestedThenEnhance implements Policy<UserEvent> {

    private static final Logger log = LoggerFactory.getLogger(WhenEnhancementRequestedThenEnhance.class);

    private final Streams streams;
    private final PinnedResumes resumes;
    private final Enhancer enhancer;
    private final EnhancementProperties properties;

    WhenEnhancementRequestedThenEnhance(
            Streams streams, PinnedResumes resumes, Enhancer enhancer, EnhancementProperties properties) {
        this.streams = streams;
        this.resumes = resumes;
        this.enhancer = enhancer;
        this.properties = properties;
    }

    @Override
    public Set<Class<? extends UserEvent>> follows() {
        return Set.of(EnhancementRequested.class, CreditsSpent.class);
    }

    @Override
    public int parallelism() {
        return properties.parallelism();
    }

    @Override
    public void react(Happened<UserEvent> happened, Reaction reaction) {
        EnhancementId id = mayBegin(happened.event());
        if (id != null) {
            enhance(id, reaction);
        }
    }

    /** What may begin now: at once when it is free, else when it has been charged. */
    static @Nullable EnhancementId mayBegin(UserEvent event) {
        return switch (event) {
            case EnhancementRequested requested -> requested.cost() == 0 ? requested.enhancementId() : null;
            case CreditsSpent spent ->
                spent.purpose() == Purpose.ENHANCEMENT ? new EnhancementId(spent.transactionId()) : null;
            default -> null;
        };
    }

    private void enhance(EnhancementId id, Reaction reaction) {
        Enhancement enhancement = streams.read(EnhancementsStreams.ENHANCEMENT, id);
        EnhancementRequested request = enhancement.requested();
        if (request == null || (enhancement.status() != Status.PENDING && enhancement.status() != Status.PROCESSING)) {
            return;
        }
        var _ = reaction.send("start", new StartEnhancement(id, enhancer.name()));
        PinnedResume resume = resumes.read(request.userId(), request.resumeId(), request.resumeVersion());
        StylePreferences preferences = StylePreferences.read(request.stylePreferences());
        long begun = System.nanoTime();
        ModelUsage usage = ModelUsage.NONE;
        List<Suggestion> suggestions;
        try {
            Enhanced enhanced = enhancer.enhance(new Task(
                    resume.data(), request.tone(), request.targetRole(), request.targetIndustry(), preferences));
            usage = enhanced.usage();
            suggestions = suggestions(id, resume, preferences, enhanced.improvements());
            if (suggestions.isEmpty()) {
                throw new EngineFailed("nothing-to-enhance", usage);
            }
        } catch (EngineFailed failed) {
            stopWhenInterrupted();
            fail(id, failed.code(), failed.usage(), begun, reaction);
            return;
        } catch (RuntimeException defect) {
            stopWhenInterrupted();
            // The class alone: a message may quote the résumé.
            log.info("{} failed: {}", enhancer.name(), defect.getClass().getName());
            fail(id, "engine-error", usage, begun, reaction);
            return;
        }
        var _ = reaction.send(
                "complete",
                new CompleteEnhancement(
                        id,
                        suggestions,
                        (int) Math.round(suggestions.stream()
                                .mapToInt(Suggestion::confidencePercent)
                                .average()
                                .orElse(0)),
                        usage.model() == null ? enhancer.name() : usage.model(),
                        usage.inputTokens(),
                        usage.outputTokens(),
                        usage.costMicros(),
                        msSince(begun)));
    }

    private static void fail(EnhancementId id, String code, ModelUsage usage, long begun, Reaction reaction) {
        var _ = reaction.send("fail", new FailEnhancement(id, code, false, usage, msSince(begun)));
    }

    private static long msSince(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun).toMillis();
    }

    /** An engine that is interrupted has not failed: this process ends, and another one begins again. */
    private static void stopWhenInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("Interrupted");
        }
    }

    /**
     * What an engine says is checked: a text is there, is another one, is improved once, and in a way that is wanted.
     */
    private List<Suggestion> suggestions(
            EnhancementId id, PinnedResume resume, StylePreferences preferences, List<Improvement> improvements) {
        Grounding grounding = Grounding.of(resume.data());
        Set<ResumeText> texts = new HashSet<>(ResumeText.all(resume.data()));
        return improvements.stream()
                .filter(improvement -> !improvement.suggested().isBlank()
                        && !improvement.suggested().equals(improvement.text().text())
                        && preferences.want(improvement.kinds())
                        && texts.remove(improvement.text()))
                .sorted(Comparator.comparingInt(Improvement::confidencePercent).reversed())
                .limit(properties.maxSuggestions())
                .map(improvement -> suggestion(id, improvement, grounding))
                .toList();
    }

    private static Suggestion suggestion(EnhancementId id, Improvement improvement, Grounding grounding) {
        ResumeText text = improvement.text();
        return new Suggestion(
                UuidV5.of(id.value(), text.path()),
                text.section(),
                text.entryId(),
                text.path(),
                text.text(),
                improvement.suggested(),
                improvement.kinds().getFirst().name(),
                improvement.confidencePercent(),
                improvement.reasoning(),
                new Metrics(
                        Words.count(text.text()),
                        Words.count(improvement.suggested()),
                        improvement.kinds().stream().map(Enum::name).toList()),
                grounding.ungrounded(improvement.suggested()),
                improvement.needsInput());
    }
}
