package com.sexyresume.command.resumes;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What a résumé says, as an immutable JSON object (C15); in a snapshot it is its JSON text.
 *
 * @param json parsed once: edits share what they leave as it is
 */
record ResumeData(JsonObject json) {

    static final ResumeData EMPTY = new ResumeData(jakarta.json.JsonValue.EMPTY_JSON_OBJECT);

    /** Of an event's text; empty when the subject's key is destroyed. */
    @JsonCreator
    static ResumeData of(@Nullable String text) {
        return text == null ? EMPTY : new ResumeData(JsonValues.object(text));
    }

    @JsonValue
    String text() {
        return json.toString();
    }

    /** After an event's operations, which were found applicable when it was decided. */
    ResumeData patched(@Nullable String operations) {
        return operations == null
                ? this
                : new ResumeData(JsonValues.JSON
                        .createPatch(JsonValues.array(operations))
                        .apply(json));
    }
}
