package com.sexyresume.command.letters;

import com.sexyresume.command.letters.LetterWriter.Task;
import com.sexyresume.command.letters.LetterWriter.Written;
import com.sexyresume.command.letters.LettersCommand.CompleteGeneration;
import com.sexyresume.command.letters.LettersCommand.Details;
import com.sexyresume.command.letters.LettersCommand.FailGeneration;
import com.sexyresume.command.letters.LettersCommand.StartGeneration;
import com.sexyresume.deciding.Happened;
import com.sexyresume.deciding.Streams;
import com.sexyresume.events.letters.LettersEvent.CoverLetterGenerationRequested;
import com.sexyresume.language.EngineFailed;
import com.sexyresume.language.Grounding;
import com.sexyresume.language.ModelUsage;
import com.sexyresume.language.PinnedResume;
import com.sexyresume.language.PinnedResumes;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Lets an engine write a letter. Cut off at any point and begun again, it looks at the stream first: a generation that
 * has ended is left alone, and the commands of one that has not are found recorded. Only the engine may be asked twice,
 * and its second answer counts then.
 */
@Component
@EnableConfigurationProperties(LetterProperties.class)
class WhenGenerationRequestedThenWriteLetter implements Policy<CoverLetterGenerationRequested> {

    private static final Logger log = LoggerFactory.getLogger(WhenGenerationRequestedThenWriteLetter.class);

    private final Streams streams;
    private final PinnedResumes resumes;
    private final LetterWriter writer;
    private final LetterProperties properties;

    WhenGenerationRequestedThenWriteLetter(
            Streams streams, PinnedResumes resumes, LetterWriter writer, LetterProperties properties) {
        this.streams = streams;
        this.resumes = resumes;
        this.writer = writer;
        this.properties = properties;
    }

    @Override
    public int parallelism() {
        return properties.parallelism();
    }

    @Override
    public void react(Happened<CoverLetterGenerationRequested> happened, Reaction reaction) {
        CoverLetterGenerationRequested request = happened.event();
        Letter letter = streams.read(LettersStreams.LETTER, request.letterId());
        Letter.Generation running = letter.generation();
        Details details = letter.details();
        if (running == null
                || details == null
                || !running.requested().generationId().equals(request.generationId())) {
            return;
        }
        var _ = reaction.send("start", new StartGeneration(request.letterId(), request.generationId(), writer.name()));
        PinnedResume resume = resumes.read(request.userId(), request.resumeId(), request.resumeVersion());
        Task task = new Task(
                resume.data(), request.tone(), details.targetRole(), details.targetCompany(), details.jobDescription());
        long begun = System.nanoTime();
        LettersCommand end;
        String label = "fail";
        ModelUsage usage = ModelUsage.NONE;
        try {
            Written written = writer.write(task);
            usage = written.usage();
            end = complete(request, task, written, msSince(begun));
            label = "complete";
        } catch (EngineFailed failed) {
            stopWhenInterrupted();
            end = failed(request, failed.code(), failed.usage(), msSince(begun));
        } catch (RuntimeException defect) {
            stopWhenInterrupted();
            // The class alone: a message may quote the résumé.
            log.info("{} failed: {}", writer.name(), defect.getClass().getName());
            end = failed(request, "engine-error", usage, msSince(begun));
        }
        var _ = reaction.send(label, end);
    }

    private CompleteGeneration complete(
            CoverLetterGenerationRequested request, Task task, Written written, long processingMs) {
        ModelUsage usage = written.usage();
        String said = Stream.of(task.targetRole(), task.targetCompany(), task.jobDescription())
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
        return new CompleteGeneration(
                request.letterId(),
                request.generationId(),
                written.text(),
                Grounding.of(task.data(), said, LetterForm.WORDS, LetterWords.everything())
                        .ungrounded(written.text()),
                usage.model() == null ? writer.name() : usage.model(),
                usage,
                processingMs);
    }

    private static FailGeneration failed(
            CoverLetterGenerationRequested request, String code, ModelUsage usage, long processingMs) {
        return new FailGeneration(request.letterId(), request.generationId(), code, usage, processingMs);
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
}
