package com.sexyresume.command.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sexyresume.command.letters.LetterWriter.Task;
import com.sexyresume.command.letters.LetterWriter.Written;
import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.Decision;
import com.sexyresume.deciding.GivenStreams;
import com.sexyresume.deciding.Happened;
import com.sexyresume.events.UserId;
import com.sexyresume.events.enhancements.EnhancementsEvent.TonePreset;
import com.sexyresume.events.letters.LetterId;
import com.sexyresume.events.letters.LettersEvent;
import com.sexyresume.events.letters.LettersEvent.CoverLetterCreated;
import com.sexyresume.events.letters.LettersEvent.CoverLetterGenerated;
import com.sexyresume.events.letters.LettersEvent.CoverLetterGenerationFailed;
import com.sexyresume.events.letters.LettersEvent.CoverLetterGenerationRequested;
import com.sexyresume.events.letters.LettersEvent.CoverLetterGenerationStarted;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.language.Documents;
import com.sexyresume.language.EngineFailed;
import com.sexyresume.language.ModelUsage;
import com.sexyresume.language.PinnedResume;
import com.sexyresume.sending.Reaction;
import com.sexyresume.sending.Receipt;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policy that lets an engine write: once to its end, wherever it is cut off. */
class WritingLettersTest {

    private static final UserId ADA = new UserId(new UUID(0, 1));
    private static final LetterId ID = new LetterId(new UUID(0, 3));
    private static final ResumeId RESUME = new ResumeId(new UUID(0, 4));
    private static final UUID WORK = new UUID(0, 5);
    private static final ModelUsage SPENT = new ModelUsage("model", 10, 20, 30);
    private static final JsonObject DATA = Documents.object("{\"personalInfo\": {\"summary\": \"Led crews.\"}}");
    private static final CoverLetterGenerationRequested REQUESTED =
            new CoverLetterGenerationRequested(ID, ADA, WORK, RESUME, 6, TonePreset.TECHNICAL, "2026-11-22", 1);

    private final Stream stream = new Stream();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void cutOffAnywhereAndBegunAgainItEndsOnce(int sendsBeforeTheCrash) {
        stream.crashAfter = sendsBeforeTheCrash;
        WhenGenerationRequestedThenWriteLetter policy = policy(task -> new Written("Led crews.", SPENT));
        try {
            policy.react(happened(), stream);
        } catch (Crash crash) {
            stream.crashAfter = Integer.MAX_VALUE;
        }

        policy.react(happened(), stream);
        policy.react(happened(), stream);

        assertThat(stream.events)
                .hasExactlyElementsOfTypes(
                        CoverLetterCreated.class,
                        CoverLetterGenerationRequested.class,
                        CoverLetterGenerationStarted.class,
                        CoverLetterGenerated.class);
    }

    @Test
    void anEngineIsNotAskedAboutWhatHasEnded() {
        policy(task -> new Written("Led crews.", SPENT)).react(happened(), stream);

        policy(task -> {
                    throw new AssertionError("It was asked again");
                })
                .react(happened(), stream);

        assertThat(stream.events).hasSize(4);
    }

    @Test
    void whatNeitherTheResumeNorTheUserSaysIsMarked() {
        policy(task -> new Written("Dear Hiring Team at Babbage,\n\nLed 40 crews as Countess.", SPENT))
                .react(happened(), stream);

        CoverLetterGenerated generated = (CoverLetterGenerated) stream.events.getLast();
        assertThat(UngroundedTexts.read(generated.ungrounded()))
                .extracting(text -> text.kind() + " " + text.text())
                .containsExactly("number 40", "name Countess");
        assertThat(generated.ungroundedCount()).isEqualTo(2);
        assertThat(generated.costMicros()).isEqualTo(30);
    }

    @Test
    void anEngineThatFailsSaysWhyAndWhatItTook() {
        policy(task -> {
                    throw new EngineFailed("engine-answer-invalid", SPENT);
                })
                .react(happened(), stream);

        hasFailed(new CoverLetterGenerationFailed(ID, ADA, WORK, "engine-answer-invalid", "model", 10, 20, 30, 0L));
    }

    /** However long it took. */
    private void hasFailed(CoverLetterGenerationFailed expected) {
        assertThat(stream.events.getLast()).isInstanceOfSatisfying(CoverLetterGenerationFailed.class, failed -> {
            assertThat(failed.processingMs()).isNotNull().isNotNegative();
            assertThat(failed)
                    .usingRecursiveComparison()
                    .ignoringFields("processingMs")
                    .isEqualTo(expected);
        });
    }

    @Test
    void aDefectOfAnEngineIsAFailureAsWell() {
        policy(task -> new Written("", new ModelUsage("none", -1 / Integer.parseInt("0"), 0, 0)))
                .react(happened(), stream);

        hasFailed(new CoverLetterGenerationFailed(ID, ADA, WORK, "engine-error", null, 0, 0, 0, 0L));
    }

    @Test
    void aProcessThatEndsIsNoFailure() {
        assertThatThrownBy(() -> policy(task -> {
                            Thread.currentThread().interrupt();
                            throw new EngineFailed("engine-timeout");
                        })
                        .react(happened(), stream))
                .isInstanceOf(IllegalStateException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(stream.events.getLast()).isInstanceOf(CoverLetterGenerationStarted.class);
    }

    private interface Engine {
        Written write(Task task) throws EngineFailed;
    }

    private WhenGenerationRequestedThenWriteLetter policy(Engine engine) {
        return new WhenGenerationRequestedThenWriteLetter(
                new GivenStreams().with(LettersCommand.streamOf(ID), stream::state),
                (owner, resume, version) -> new PinnedResume(resume, owner, 6, "", "modern", false, DATA),
                new LetterWriter() {
                    @Override
                    public String name() {
                        return "test";
                    }

                    @Override
                    public Written write(Task task) throws EngineFailed {
                        return engine.write(task);
                    }
                },
                new LetterProperties("template", 10, 2));
    }

    private static Happened<CoverLetterGenerationRequested> happened() {
        return new Happened<>(
                2, new UUID(0, 9), LettersCommand.streamOf(ID), 1, Instant.parse("2026-11-22T10:00:00Z"), REQUESTED);
    }

    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** One stream as the history keeps it: a command's id is recorded once. */
    private static final class Stream implements Reaction {

        private final List<LettersEvent> events = new ArrayList<>(
                List.of(new CoverLetterCreated(ID, ADA, RESUME, 6L, "Title", null, "Babbage", null), REQUESTED));
        private final Set<String> recorded = new HashSet<>();
        private int crashAfter = Integer.MAX_VALUE;

        Letter state() {
            Letter state = Letter.NONE;
            for (LettersEvent event : events) {
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
                switch (state().decide((LettersCommand) command)) {
                    case Decision.Accepted<LettersEvent>(var decided, var _) -> events.addAll(decided);
                    case Decision.Refused<LettersEvent>(var why) -> throw new AssertionError(why);
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
