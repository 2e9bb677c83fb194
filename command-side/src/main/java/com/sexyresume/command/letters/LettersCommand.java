package com.sexyresume.command.letters;

import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.StreamId;
import com.sexyresume.events.UserId;
import com.sexyresume.events.enhancements.EnhancementsEvent.TonePreset;
import com.sexyresume.events.letters.LetterId;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.language.Grounding.Ungrounded;
import com.sexyresume.language.ModelUsage;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may be asked of a cover letter. */
sealed interface LettersCommand extends Command {

    LetterId letterId();

    @Override
    default StreamId stream() {
        return streamOf(letterId());
    }

    static StreamId streamOf(LetterId letter) {
        return LettersStreams.LETTER.of(letter);
    }

    /** What its user asks of a letter that there is; nobody else's letter is there for them. */
    sealed interface ByUser extends LettersCommand {

        UserId userId();
    }

    /** What the policy reports of its engine's work. */
    sealed interface OfGeneration extends LettersCommand {

        UUID generationId();
    }

    /**
     * What a letter is called, made of and aimed at.
     *
     * @param resumeId null for a letter that its user writes alone
     * @param resumeVersion null together with the résumé
     */
    record Details(
            @Nullable ResumeId resumeId,
            @Nullable Long resumeVersion,
            String title,
            @Nullable String targetRole,
            @Nullable String targetCompany,
            @Nullable String jobDescription) {}

    /**
     * Begins a letter.
     *
     * @param content of a first draft; null for an empty letter
     */
    record CreateLetter(
            LetterId letterId,
            UserId userId,
            Details details,
            @Nullable String content) implements LettersCommand {}

    record DescribeLetter(LetterId letterId, UserId userId, Details details) implements ByUser {}

    record SaveDraft(LetterId letterId, UserId userId, String content) implements ByUser {}

    /**
     * Makes an earlier draft the last one again.
     *
     * @param content what the draft said; null when there is no such draft
     */
    record RestoreDraft(
            LetterId letterId,
            UserId userId,
            int draft,
            @Nullable String content) implements ByUser {}

    /**
     * Asks an engine for a draft.
     *
     * @param day in UTC
     * @param slot of the day, counted from 1, which nobody else may hold; 0 for a user whose requests are not counted
     */
    record GenerateLetter(LetterId letterId, UserId userId, UUID generationId, TonePreset tone, LocalDate day, int slot)
            implements ByUser {}

    /**
     * Makes a letter final.
     *
     * @param confirmUngrounded although an engine says in it what neither the résumé nor the user does
     */
    record FinaliseLetter(LetterId letterId, UserId userId, boolean confirmUngrounded) implements ByUser {}

    record DeleteLetter(LetterId letterId, UserId userId) implements ByUser {}

    record UndeleteLetter(LetterId letterId, UserId userId) implements ByUser {}

    /** An engine begins; one that begins again after a crash changes nothing. */
    record StartGeneration(LetterId letterId, UUID generationId, String engine) implements OfGeneration {}

    /** An engine has written; what comes too late changes nothing. */
    record CompleteGeneration(
            LetterId letterId,
            UUID generationId,
            String content,
            List<Ungrounded> ungrounded,
            String model,
            ModelUsage usage,
            long processingMs)
            implements OfGeneration {}

    /** Nothing comes of it; what comes too late changes nothing. */
    record FailGeneration(
            LetterId letterId,
            UUID generationId,
            String code,
            ModelUsage usage,
            @Nullable Long processingMs) implements OfGeneration {}
}
