package com.sexyresume.command.enhancements;

import com.sexyresume.events.enhancements.EnhancementsEvent.TonePreset;
import com.sexyresume.language.EngineFailed;
import com.sexyresume.language.ModelUsage;
import jakarta.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says better what a résumé says. It may take long and may be asked the same twice, after a crash; it ends within a
 * time of its own, and has no effect but its answer.
 */
interface Enhancer {

    /** Kebab-case: {@code sexyresume.enhancements.engine} chooses one by it. */
    String name();

    /**
     * Suggests better texts for {@link ResumeText#all some of the résumé's}.
     *
     * @throws EngineFailed when nothing came of it
     */
    Enhanced enhance(Task task) throws EngineFailed;

    /**
     * What is asked for.
     *
     * @param data a résumé's (C15)
     * @param preferences which improvements are wanted; one of another kind is left out, whoever makes it
     */
    record Task(
            JsonObject data,
            TonePreset tone,
            @Nullable String targetRole,
            @Nullable String targetIndustry,
            StylePreferences preferences) {}

    /**
     * The answer.
     *
     * @param improvements of different texts; none when there is nothing to improve
     * @param usage of a model, or of none
     */
    record Enhanced(List<Improvement> improvements, ModelUsage usage) {

        public Enhanced {
            improvements = List.copyOf(improvements);
        }
    }

    /**
     * A better text.
     *
     * @param kinds what is better, at least one, the most important first
     * @param confidencePercent 0 to 100
     * @param reasoning for the user
     * @param needsInput whether it has a gap that only the user can fill
     */
    record Improvement(
            ResumeText text,
            String suggested,
            List<Kind> kinds,
            int confidencePercent,
            String reasoning,
            boolean needsInput) {

        public Improvement {
            kinds = List.copyOf(kinds);
        }
    }

    /** What is better about a text; the names are those of {@code enhancement_suggestions.improvement_type}. */
    enum Kind {
        action_verb,
        active_voice,
        first_person,
        conciseness,
        repetition,
        tone,
        quantification
    }
}
