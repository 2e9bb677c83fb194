package com.sexyresume.events.letters;

import com.sexyresume.events.EventType;
import com.sexyresume.events.PersonalData;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.UserId;
import com.sexyresume.events.enhancements.EnhancementsEvent.TonePreset;
import com.sexyresume.events.resumes.ResumeId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens to a cover letter (T21, T22); the user is who writes it. */
public sealed interface LettersEvent extends UserEvent {

    LetterId letterId();

    /**
     * A letter is begun, without a draft.
     *
     * @param resumeId what it is made of; null for one that its user writes alone
     * @param resumeVersion counted from 0; null together with the résumé
     */
    @EventType(name = "letters.cover-letter-created")
    record CoverLetterCreated(
            LetterId letterId,
            UserId userId,
            @Nullable ResumeId resumeId,
            @Nullable Long resumeVersion,
            @PersonalData @Nullable String title,
            @PersonalData @Nullable String targetRole,
            @PersonalData @Nullable String targetCompany,
            @PersonalData @Nullable String jobDescription)
            implements LettersEvent {}

    /** What it is called, made of and aimed at is another from now on; its drafts stay. */
    @EventType(name = "letters.cover-letter-described")
    record CoverLetterDescribed(
            LetterId letterId,
            UserId userId,
            @Nullable ResumeId resumeId,
            @Nullable Long resumeVersion,
            @PersonalData @Nullable String title,
            @PersonalData @Nullable String targetRole,
            @PersonalData @Nullable String targetCompany,
            @PersonalData @Nullable String jobDescription)
            implements LettersEvent {}

    /**
     * The user has written it (B16).
     *
     * @param draft its number, counted from 1; the last one is the letter
     * @param content plain text
     */
    @EventType(name = "letters.cover-letter-draft-saved")
    record CoverLetterDraftSaved(
            LetterId letterId,
            UserId userId,
            int draft,
            @PersonalData @Nullable String content) implements LettersEvent {}

    /**
     * It says again what it said in an earlier draft.
     *
     * @param draft the new one
     * @param restored the earlier one
     */
    @EventType(name = "letters.cover-letter-draft-restored")
    record CoverLetterDraftRestored(
            LetterId letterId,
            UserId userId,
            int draft,
            int restored,
            @PersonalData @Nullable String content) implements LettersEvent {}

    /**
     * An engine is to write it.
     *
     * @param generationId made of the command that asks
     * @param day of the slot, in UTC as {@code 2026-11-22}; it is given back when nothing comes of it
     * @param slot which of the day's slots it takes, counted from 1; 0 for a user whose requests are not counted
     */
    @EventType(name = "letters.cover-letter-generation-requested")
    record CoverLetterGenerationRequested(
            LetterId letterId,
            UserId userId,
            UUID generationId,
            ResumeId resumeId,
            long resumeVersion,
            TonePreset tone,
            String day,
            int slot)
            implements LettersEvent {}

    /**
     * An engine begins to write.
     *
     * @param engine its name
     */
    @EventType(name = "letters.cover-letter-generation-started")
    record CoverLetterGenerationStarted(LetterId letterId, UserId userId, UUID generationId, String engine)
            implements LettersEvent {}

    /**
     * An engine has written a draft.
     *
     * @param ungrounded what it says and neither the résumé nor the user does: the JSON text of an array; each has
     *     {@code kind} and {@code text}
     * @param ungroundedCount how many they are; it stays known when they are erased
     * @param model which answered
     * @param inputTokens that the model read; 0 without one
     * @param outputTokens that the model wrote; 0 without one
     * @param costMicros what the model's maker charges for it, in millionths of a US dollar
     * @param processingMs how long the engine worked
     */
    @EventType(name = "letters.cover-letter-generated")
    record CoverLetterGenerated(
            LetterId letterId,
            UserId userId,
            UUID generationId,
            int draft,
            @PersonalData @Nullable String content,
            @PersonalData @Nullable String ungrounded,
            int ungroundedCount,
            String model,
            int inputTokens,
            int outputTokens,
            long costMicros,
            long processingMs)
            implements LettersEvent {}

    /**
     * Nothing came of it; its slot is free again, and it may be asked for anew.
     *
     * @param code why, such as {@code engine-timeout}
     * @param model that was paid for an answer of no use; null when none was
     * @param processingMs how long the engine worked; null when none did, and before revision 2
     */
    @EventType(
            name = "letters.cover-letter-generation-failed",
            revision = 2,
            upcasters = CoverLetterGenerationFailedFrom1.class)
    record CoverLetterGenerationFailed(
            LetterId letterId,
            UserId userId,
            UUID generationId,
            String code,
            @Nullable String model,
            int inputTokens,
            int outputTokens,
            long costMicros,
            @Nullable Long processingMs)
            implements LettersEvent {}

    /**
     * It is done: nothing of it changes any more.
     *
     * @param draft the last one
     * @param ungrounded whether it says what neither the résumé nor the user does, and the user has confirmed it
     */
    @EventType(name = "letters.cover-letter-finalised")
    record CoverLetterFinalised(LetterId letterId, UserId userId, int draft, boolean ungrounded)
            implements LettersEvent {}

    /** It is put away; it can be restored (R03). */
    @EventType(name = "letters.cover-letter-deleted")
    record CoverLetterDeleted(LetterId letterId, UserId userId) implements LettersEvent {}

    @EventType(name = "letters.cover-letter-undeleted")
    record CoverLetterUndeleted(LetterId letterId, UserId userId) implements LettersEvent {}
}
