package com.sexyresume.language;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Takes of a model's answer only what can be shown and kept. */
public final class ModelTexts {

    private ModelTexts() {}

    /**
     * A text of an answer; null when it is none, blank, too long, or holds what no text needs: control characters but
     * line breaks and tabs, or halves of characters.
     *
     * @param maxChars the most
     */
    public static @Nullable String text(JsonNode value, int maxChars) {
        if (!value.isString()) {
            return null;
        }
        String text = value.stringValue().strip();
        boolean fits = !text.isEmpty()
                && text.length() <= maxChars
                && text.codePoints()
                        .noneMatch(character ->
                                (Character.isISOControl(character) && character != '\n' && character != '\t')
                                        || Character.getType(character) == Character.SURROGATE);
        return fits ? text : null;
    }
}
