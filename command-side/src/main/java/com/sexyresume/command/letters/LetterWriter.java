package com.sexyresume.command.letters;

import com.sexyresume.events.enhancements.EnhancementsEvent.TonePreset;
import com.sexyresume.language.EngineFailed;
import com.sexyresume.language.ModelUsage;
import jakarta.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Writes a letter of what a résumé says. It may take long and may be asked the same twice, after a crash; it ends
 * within a time of its own, and has no effect but its answer.
 */
interface LetterWriter {

    /** Kebab-case: {@code sexyresume.letters.engine} chooses one by it. */
    String name();

    /**
     * Writes a letter.
     *
     * @throws EngineFailed when nothing came of it
     */
    Written write(Task task) throws EngineFailed;

    /**
     * What is asked for.
     *
     * @param data a résumé's (C15)
     */
    record Task(
            JsonObject data,
            TonePreset tone,
            @Nullable String targetRole,
            @Nullable String targetCompany,
            @Nullable String jobDescription) {}

    /**
     * The letter.
     *
     * @param text plain, its paragraphs apart by an empty line
     */
    record Written(String text, ModelUsage usage) {}
}
