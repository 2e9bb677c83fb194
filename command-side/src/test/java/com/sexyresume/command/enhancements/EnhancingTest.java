package com.sexyresume.command.enhancements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sexyresume.command.enhancements.Enhancer.Enhanced;
import com.sexyresume.command.enhancements.Enhancer.Improvement;
import com.sexyresume.command.enhancements.Enhancer.Kind;
import com.sexyresume.command.enhancements.Enhancer.Task;
import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.Decision;
import com.sexyresume.deciding.GivenStreams;
import com.sexyresume.deciding.Happened;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.UserId;
import com.sexyresume.events.credits.CreditsEvent.CreditsSpent;
import com.sexyresume.events.credits.CreditsEvent.Purpose;
import com.sexyresume.events.enhancements.EnhancementId;
import com.sexyresume.events.enhancements.EnhancementsEvent;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementCompleted;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementFailed;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementRequested;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementStarted;
import com.sexyresume.events.enhancements.EnhancementsEvent.TonePreset;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.language.Documents;
import com.sexyresume.language.EngineFailed;
import com.sexyresume.language.Grounding.Ungrounded;
import com.sexyresume.language.ModelUsage;
import com.sexyresume.language.PinnedResume;
import com.sexyresume.sending.Reaction;
import com.sexyresume.sending.Receipt;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policy that lets an engine work: once to its end, wherever it is cut off (T03, B03, B04). */
class EnhancingTest {

    private static final UserId ADA = new UserId(new UUID(0, 1));
    private static final EnhancementId ID = new EnhancementId(new UUID(0, 3));
    private static final ResumeId RESUME = new ResumeId(new UUID(0, 4));
    private static final JsonObject DATA = Documents.object("""
            {"personalInfo": {"summary": "Led crews."},
             "experience": [{"id": "a", "description": "Built looms."}]}""");

    private final Stream stream = new Stream();

    @Test
    void whatWasRequestedIsEnhanced() {
        stream.record(requested(0));

        policy(EnhancingTest::shouting).react(happened(requested(0)), stream);

        assertThat(stream.events)
                .hasExactlyElementsOfTypes(
                        EnhancementRequested.class, EnhancementStarted.class, EnhancementCompleted.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void cutOffAnywhereAndBegunAgainItEndsOnce(int sendsBeforeTheCrash) {
        stream.record(requested(0));
        stream.crashAfter = sendsBeforeTheCrash;
        WhenEnhancementRequestedThenEnhance policy = policy(EnhancingTest::shouting);
        try {
            policy.react(happened(requested(0)), stream);
        } catch (Crash crash) {
            stream.crashAfter = Integer.MAX_VALUE;
        }

        policy.react(happened(requested(0)), stream);
        policy.react(happened(requested(0)), stream);

        assertThat(stream.events)
                .hasExactlyElementsOfTypes(
                        EnhancementRequested.class, EnhancementStarted.class, EnhancementCompleted.class);
    }

    @Test
    void anEngineIsNotAskedAboutWhatHasEnded() {
        stream.record(requested(0));
        policy(EnhancingTest::shouting).react(happened(requested(0)), stream);

        policy(task -> {
                    throw new AssertionError("It was asked again");
                })
                .react(happened(requested(0)), stream);

        assertThat(stream.events).hasSize(3);
    }

    @Test
    void whatCostsSomethingBeginsWhenItIsCharged() {
        stream.record(requested(7));
        WhenEnhancementRequestedThenEnhance policy = policy(EnhancingTest::shouting);
        policy.react(happened(requested(7)), stream);
        assertThat(stream.events).hasSize(1);

        policy.react(happened(spent(ID.value(), Purpose.EXPORT)), stream);
        policy.react(happened(spent(ID.value(), null)), stream);
        policy.react(happened(spent(new UUID(9, 9), Purpose.ENHANCEMENT)), stream);
        assertThat(stream.events).hasSize(1);

        policy.react(happened(spent(ID.value(), Purpose.ENHANCEMENT)), stream);
        assertThat(stream.events).hasSize(3);
    }

    @Test
    void anEngineThatFailsSaysWhy() {
        stream.record(requested(7));

        policy(task -> {
                    throw new EngineFailed("engine-timeout");
                })
                .react(happened(spent(ID.value(), Purpose.ENHANCEMENT)), stream);

        hasFailed(new EnhancementFailed(ID, ADA, RESUME, "engine-timeout", 7, null, 0, 0, 0, 0L));
    }

    @Test
    void aDefectOfAnEngineIsAFailureAsWell() {
        stream.record(requested(0));

        policy(task -> new Enhanced(List.of(), new ModelUsage("none", -1 / Integer.parseInt("0"), 0, 0)))
                .react(happened(requested(0)), stream);

        hasFailed(new EnhancementFailed(ID, ADA, RESUME, "engine-error", 0, null, 0, 0, 0, 0L));
    }

    @Test
    void whatWasPaidForIsKeptAlthoughItsAnswerLeadsToADefect() {
        stream.record(requested(0));
        ResumeText text = ResumeText.all(DATA).getFirst();

        policy(task -> new Enhanced(
                        List.of(new Improvement(text, "Better", List.of(), 80, "Because.", false)),
                        new ModelUsage("model", 10, 20, 30)))
                .react(happened(requested(0)), stream);

        hasFailed(new EnhancementFailed(ID, ADA, RESUME, "engine-error", 0, "model", 10, 20, 30, 0L));
    }

    @Test
    void whatIsNotWantedIsLeftOut() {
        String verbs = new StylePreferences(Set.of(Kind.action_verb)).write();
        EnhancementRequested request = new EnhancementRequested(
                ID, ADA, RESUME, 0, TonePreset.PROFESSIONAL, null, null, verbs, 0, "2026-11-22", 1);
        stream.record(request);
        List<ResumeText> texts = ResumeText.all(DATA);

        policy(task -> new Enhanced(
                        List.of(
                                improvement(texts.getFirst(), "LED CREWS."),
                                new Improvement(
                                        texts.getLast(), "Wove.", List.of(Kind.action_verb), 80, "Because.", false)),
                        ModelUsage.NONE))
                .react(happened(request), stream);

        EnhancementCompleted completed = (EnhancementCompleted) stream.events.getLast();
        assertThat(Suggestion.read(completed.suggestions()))
                .singleElement()
                .extracting(Suggestion::suggested)
                .isEqualTo("Wove.");
    }

    /** However long it took. */
    private void hasFailed(EnhancementFailed expected) {
        assertThat(stream.events.getLast()).isInstanceOfSatisfying(EnhancementFailed.class, failed -> {
            assertThat(failed.processingMs()).isNotNull().isNotNegative();
            assertThat(failed)
                    .usingRecursiveComparison()
                    .ignoringFields("processingMs")
                    .isEqualTo(expected);
        });
    }

    @Test
    void aProcessThatEndsIsNoFailure() {
        stream.record(requested(0));

        assertThatThrownBy(() -> policy(task -> {
                            Thread.currentThread().interrupt();
                            throw new EngineFailed("engine-timeout");
                        })
                        .react(happened(requested(0)), stream))
                .isInstanceOf(IllegalStateException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(stream.events.getLast()).isInstanceOf(EnhancementStarted.class);
    }

    @Test
    void whereThereIsNothingToImproveItFails() {
        stream.record(requested(0));
        ResumeText elsewhere = new ResumeText("projects", "x", "/projects/0/description", "Not there", false);

        policy(task -> new Enhanced(
                        List.of(
                                improvement(elsewhere, "Better"),
                                improvement(ResumeText.all(DATA).getFirst(), "Led crews."),
                                improvement(ResumeText.all(DATA).getFirst(), " ")),
                        new ModelUsage("model", 1, 1, 1)))
                .react(happened(requested(0)), stream);

        hasFailed(new EnhancementFailed(ID, ADA, RESUME, "nothing-to-enhance", 0, "model", 1, 1, 1, 0L));
    }

    @Test
    void whatAnEngineInventsIsMarked() {
        stream.record(requested(0));
        List<ResumeText> texts = ResumeText.all(DATA);

        policy(task -> new Enhanced(
                        List.of(
                                improvement(texts.getFirst(), "Led 40 crews at Google."),
                                improvement(texts.getFirst(), "A second one for the same text."),
                                improvement(texts.getLast(), "Built looms, all of them.")),
                        new ModelUsage("model", 10, 20, 30)))
                .react(happened(requested(0)), stream);

        EnhancementCompleted completed = (EnhancementCompleted) stream.events.getLast();
        assertThat(completed.inputTokens() + completed.outputTokens()).isEqualTo(30);
        List<Suggestion> suggestions = Suggestion.read(completed.suggestions());
        assertThat(suggestions).hasSize(2);
        assertThat(suggestions.getFirst().ungrounded())
                .extracting(Ungrounded::text)
                .containsExactly("40", "Google");
        assertThat(suggestions.getLast().ungrounded()).isEmpty();
        assertThat(suggestions.getLast().entryId()).isEqualTo("a");
    }

    private static Enhanced shouting(Task task) {
        return new Enhanced(
                ResumeText.all(task.data()).stream()
                        .map(text -> improvement(text, text.text().toUpperCase(Locale.ROOT)))
                        .toList(),
                ModelUsage.NONE);
    }

    private static Improvement improvement(ResumeText text, String suggested) {
        return new Improvement(text, suggested, List.of(Kind.tone), 80, "Because.", false);
    }

    private interface Engine {
        Enhanced enhance(Task task) throws EngineFailed;
    }

    private WhenEnhancementRequestedThenEnhance policy(Engine engine) {
        return new WhenEnhancementRequestedThenEnhance(
                new GivenStreams().with(EnhancementsCommand.streamOf(ID), stream::state),
                (owner, resume, version) -> new PinnedResume(resume, owner, 0, "", "modern", false, DATA),
                new Enhancer() {
                    @Override
                    public String name() {
                        return "test";
                    }

                    @Override
                    public Enhanced enhance(Task task) throws EngineFailed {
                        return engine.enhance(task);
                    }
                },
                new EnhancementProperties("rules", 0, 10, 4, 50, Duration.ofHours(1)));
    }

    private static EnhancementRequested requested(int cost) {
        return new EnhancementRequested(
                ID, ADA, RESUME, 0, TonePreset.PROFESSIONAL, null, null, "{}", cost, "2026-11-22", 1);
    }

    private static CreditsSpent spent(UUID transaction, @Nullable Purpose purpose) {
        return new CreditsSpent(ADA, transaction, 7, "enhancement", purpose, null, 0);
    }

    private static Happened<UserEvent> happened(UserEvent event) {
        return new Happened<>(
                1, new UUID(0, 9), EnhancementsCommand.streamOf(ID), 0, Instant.parse("2026-11-22T10:00:00Z"), event);
    }

    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** One stream as the history keeps it: a command's id is recorded once. */
    private static final class Stream implements Reaction {

        private final List<EnhancementsEvent> events = new ArrayList<>();
        private final Set<String> recorded = new HashSet<>();
        private int crashAfter = Integer.MAX_VALUE;

        void record(EnhancementsEvent event) {
            events.add(event);
        }

        Enhancement state() {
            Enhancement state = Enhancement.NONE;
            for (EnhancementsEvent event : events) {
                state = state.evolve(event);
            }
            return state;
        }

        @Override
        public Receipt send(String label, Command command) {
            if (crashAfter-- == 0) {
                throw new Crash();
            }
            if (recorded.add(label)) {
                switch (state().decide((EnhancementsCommand) command)) {
                    case Decision.Accepted<EnhancementsEvent>(var decided, var _) -> events.addAll(decided);
                    case Decision.Refused<EnhancementsEvent>(var why) -> throw new AssertionError(why);
                }
            }
            if (crashAfter-- == 0) {
                throw new Crash();
            }
            return new Receipt(new UUID(0, 1), command.stream(), events.size() - 1, events.size());
        }

        @Override
        public void remind(Instant due) {
            throw new AssertionError("It asks for no reminder at " + due);
        }
    }
}
