package com.sexyresume.command.enhancements;

import com.sexyresume.language.Grounding.Ungrounded;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * One text of a résumé, and one that could stand in its place (T04). No enhancement has two for the same text.
 *
 * @param section {@code personalInfo}, {@code experience} or {@code projects}
 * @param entryId of the entry within the section; null where there is none
 * @param path of the text, a JSON Pointer into the data
 * @param improvement what is better, the most important first
 * @param confidencePercent 0 to 100
 * @param reasoning for the user
 * @param ungrounded what it says that the résumé does not
 * @param needsInput whether it has a gap that only the user can fill
 */
record Suggestion(
        UUID id,
        String section,
        @Nullable String entryId,
        String path,
        String original,
        String suggested,
        String improvement,
        int confidencePercent,
        String reasoning,
        Metrics metrics,
        List<Ungrounded> ungrounded,
        boolean needsInput) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<Suggestion>> LIST = new TypeReference<>() {};

    Suggestion {
        ungrounded = List.copyOf(ungrounded);
    }

    /**
     * What can be counted.
     *
     * @param improvements all that was improved
     */
    record Metrics(int wordsBefore, int wordsAfter, List<String> improvements) {

        Metrics {
            improvements = List.copyOf(improvements);
        }
    }

    /** As an event keeps them. */
    static String write(List<Suggestion> suggestions) {
        return JSON.writeValueAsString(suggestions);
    }

    /** Of an event; none once the user is erased. */
    static List<Suggestion> read(@Nullable String json) {
        return json == null ? List.of() : JSON.readValue(json, LIST);
    }
}
