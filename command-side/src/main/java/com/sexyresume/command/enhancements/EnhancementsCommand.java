package com.sexyresume.command.enhancements;

import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.StreamId;
import com.sexyresume.events.UserId;
import com.sexyresume.events.enhancements.EnhancementId;
import com.sexyresume.events.enhancements.EnhancementsEvent.TonePreset;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.language.ModelUsage;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may be asked of an enhancement. */
sealed interface EnhancementsCommand extends Command {

    EnhancementId enhancementId();

    @Override
    default StreamId stream() {
        return streamOf(enhancementId());
    }

    static StreamId streamOf(EnhancementId enhancement) {
        return EnhancementsStreams.ENHANCEMENT.of(enhancement);
    }

    /** What becomes of a request that there is. */
    sealed interface OfRequest extends EnhancementsCommand {}

    /**
     * Asks for better texts.
     *
     * @param cost credits
     * @param day in UTC
     * @param slot of the day, counted from 1, which nobody else may hold; 0 for a user whose requests are not counted
     */
    record RequestEnhancement(
            EnhancementId enhancementId,
            UserId userId,
            ResumeId resumeId,
            long resumeVersion,
            TonePreset tone,
            @Nullable String targetRole,
            @Nullable String targetIndustry,
            StylePreferences stylePreferences,
            int cost,
            LocalDate day,
            int slot)
            implements EnhancementsCommand {}

    /** An engine begins; one that begins again after a crash changes nothing. */
    record StartEnhancement(EnhancementId enhancementId, String engine) implements OfRequest {}

    /** An engine has answered; what comes too late changes nothing. */
    record CompleteEnhancement(
            EnhancementId enhancementId,
            List<Suggestion> suggestions,
            int confidencePercent,
            String model,
            int inputTokens,
            int outputTokens,
            long costMicros,
            long processingMs)
            implements OfRequest {}

    /**
     * Nothing comes of it; what comes too late changes nothing.
     *
     * @param charged whether it is known to have been charged; one that has started has been
     * @param usage what was spent all the same
     * @param processingMs how long an engine worked; null when none did
     */
    record FailEnhancement(
            EnhancementId enhancementId,
            String code,
            boolean charged,
            ModelUsage usage,
            @Nullable Long processingMs) implements OfRequest {}

    /** The user decides about suggestions: about all of them, or none when one of the decisions is refused. */
    record DecideSuggestions(EnhancementId enhancementId, UserId userId, List<Verdict> verdicts) implements OfRequest {}

    /** The résumé has taken the text or has not; told again, it changes nothing. */
    record SettleSuggestion(EnhancementId enhancementId, UUID suggestionId, Settlement settlement)
            implements OfRequest {}

    /** What the user says about one suggestion. */
    sealed interface Verdict {

        UUID suggestionId();

        /**
         * The user wants the suggested text.
         *
         * @param confirmUngrounded although it may say what the résumé does not
         */
        record Accept(UUID suggestionId, boolean confirmUngrounded) implements Verdict {}

        record Reject(UUID suggestionId) implements Verdict {}

        /**
         * The user wants another text.
         *
         * @param text the user's own words
         */
        record Modify(UUID suggestionId, String text) implements Verdict {}
    }

    /** What became of a text that the user wants. */
    sealed interface Settlement {

        /**
         * It stands there.
         *
         * @param resumeVersion counted from 0
         */
        record Applied(long resumeVersion) implements Settlement {}

        /**
         * The résumé no longer takes it.
         *
         * @param code of what forbids it
         */
        record Stale(String code) implements Settlement {}
    }
}
