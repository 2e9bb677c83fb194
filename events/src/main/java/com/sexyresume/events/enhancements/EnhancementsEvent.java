package com.sexyresume.events.enhancements;

import com.sexyresume.events.EventType;
import com.sexyresume.events.PersonalData;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.UserId;
import com.sexyresume.events.resumes.ResumeId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens to a request to improve a résumé, and to its suggestions (T03, T04); the user is whose résumé it is. */
public sealed interface EnhancementsEvent extends UserEvent {

    EnhancementId enhancementId();

    /** How the text is to sound (C02). */
    enum TonePreset {
        EXECUTIVE,
        PROFESSIONAL,
        CREATIVE,
        TECHNICAL,
        ENTRY_LEVEL
    }

    /** The user has decided for a text: it is to stand in the résumé instead of the original. */
    sealed interface SuggestionTaken extends EnhancementsEvent {

        UUID suggestionId();

        ResumeId resumeId();

        /** Where in the résumé's data, a JSON Pointer. */
        String path();

        /** The id of the entry that the path leads through, chosen by whoever wrote it; null where there is none. */
        @Nullable
        String entryId();

        /** What must still stand there. */
        @Nullable
        String originalText();

        /** What is to stand there. */
        @Nullable
        String text();
    }

    /**
     * A user wants a résumé improved.
     *
     * @param resumeVersion what is to be improved, counted from 0
     * @param stylePreferences the JSON text of an object: {@code improvements}, the kinds that are wanted; all are,
     *     where it has none
     * @param cost credits; it begins when they are charged, at once if it is 0
     * @param day of the slot, in UTC as {@code 2026-11-22}; it is given back when the request fails (B01, B04, D61)
     * @param slot which of the day's slots it takes, counted from 1; 0 for a user whose requests are not counted (B02)
     */
    @EventType(name = "enhancements.enhancement-requested", revision = 2, upcasters = EnhancementRequestedFrom1.class)
    record EnhancementRequested(
            EnhancementId enhancementId,
            UserId userId,
            ResumeId resumeId,
            long resumeVersion,
            TonePreset tone,
            @PersonalData @Nullable String targetRole,
            @PersonalData @Nullable String targetIndustry,
            String stylePreferences,
            int cost,
            String day,
            int slot)
            implements EnhancementsEvent {}

    /**
     * An engine begins to work on it.
     *
     * @param engine its name
     */
    @EventType(name = "enhancements.enhancement-started")
    record EnhancementStarted(EnhancementId enhancementId, UserId userId, ResumeId resumeId, String engine)
            implements EnhancementsEvent {}

    /**
     * The engine has answered (B03).
     *
     * @param suggestions the JSON text of an array; each has {@code id}, {@code section}, {@code entryId},
     *     {@code path}, {@code original}, {@code suggested}, {@code improvement}, {@code confidencePercent},
     *     {@code reasoning}, {@code metrics}, {@code ungrounded} and {@code needsInput}
     * @param suggestionCount how many they are; it stays known when they are erased
     * @param confidencePercent of all together, 0 to 100
     * @param model which answered
     * @param inputTokens that the model read; 0 without one
     * @param outputTokens that the model wrote; 0 without one
     * @param costMicros what the model's maker charges for it, in millionths of a US dollar
     * @param processingMs how long the engine worked
     */
    @EventType(name = "enhancements.enhancement-completed")
    record EnhancementCompleted(
            EnhancementId enhancementId,
            UserId userId,
            ResumeId resumeId,
            @PersonalData @Nullable String suggestions,
            int suggestionCount,
            int confidencePercent,
            String model,
            int inputTokens,
            int outputTokens,
            long costMicros,
            long processingMs)
            implements EnhancementsEvent {}

    /**
     * Nothing came of it; its slot is free again (B04).
     *
     * @param code why, such as {@code engine-timeout}
     * @param refund credits that were charged and are given back
     * @param model that was paid for an answer of no use (B03); null when none was
     * @param inputTokens that it read
     * @param outputTokens that it wrote
     * @param costMicros what its maker charges, in millionths of a US dollar
     * @param processingMs how long the engine worked; null when none did, and before revision 3
     */
    @EventType(
            name = "enhancements.enhancement-failed",
            revision = 3,
            upcasters = {EnhancementFailedFrom1.class, EnhancementFailedFrom2.class})
    record EnhancementFailed(
            EnhancementId enhancementId,
            UserId userId,
            ResumeId resumeId,
            String code,
            int refund,
            @Nullable String model,
            int inputTokens,
            int outputTokens,
            long costMicros,
            @Nullable Long processingMs)
            implements EnhancementsEvent {}

    /**
     * The user wants the suggested text.
     *
     * @param ungrounded whether it says what the résumé does not, and the user has confirmed it
     */
    @EventType(name = "enhancements.suggestion-accepted", revision = 2, upcasters = SuggestionTakenFrom1.Accepted.class)
    record SuggestionAccepted(
            EnhancementId enhancementId,
            UserId userId,
            UUID suggestionId,
            ResumeId resumeId,
            String path,
            @PersonalData @Nullable String entryId,
            @PersonalData @Nullable String originalText,
            @PersonalData @Nullable String text,
            boolean ungrounded)
            implements SuggestionTaken {}

    @EventType(name = "enhancements.suggestion-rejected")
    record SuggestionRejected(EnhancementId enhancementId, UserId userId, UUID suggestionId)
            implements EnhancementsEvent {}

    /**
     * The user wants another text than the suggested one.
     *
     * @param text the user's own words
     */
    @EventType(name = "enhancements.suggestion-modified", revision = 2, upcasters = SuggestionTakenFrom1.Modified.class)
    record SuggestionModified(
            EnhancementId enhancementId,
            UserId userId,
            UUID suggestionId,
            ResumeId resumeId,
            String path,
            @PersonalData @Nullable String entryId,
            @PersonalData @Nullable String originalText,
            @PersonalData @Nullable String text)
            implements SuggestionTaken {}

    /**
     * The text stands in the résumé.
     *
     * @param resumeVersion the version that it made, counted from 0
     */
    @EventType(name = "enhancements.suggestion-applied")
    record SuggestionApplied(EnhancementId enhancementId, UserId userId, UUID suggestionId, long resumeVersion)
            implements EnhancementsEvent {}

    /**
     * The résumé has moved on and no longer takes the text: it was left as it is.
     *
     * @param code why, such as {@code patch-test-failed}
     */
    @EventType(name = "enhancements.suggestion-stale")
    record SuggestionStale(EnhancementId enhancementId, UserId userId, UUID suggestionId, String code)
            implements EnhancementsEvent {}
}
