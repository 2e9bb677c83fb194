package com.sexyresume.command.resumes;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What a JSON Resume document becomes. */
final class Imports {

    private static final UUID NAMESPACE = UUID.fromString("0a000000-0000-4000-8000-000000000001");

    private Imports() {}

    /** The JSON text of the data, once the document and they have been found valid. */
    static String dataOf(JsonNode document) {
        JsonObject json = (JsonObject) JsonValues.of(document);
        require(JsonResumeReader.read(json, "").violations(), json);
        JsonObject data = DocumentImport.ofJsonResume(json, NAMESPACE);
        require(ResumeSchema.draft(data, ""), data);
        return data.toString();
    }

    /** Whether a document could be imported. */
    static boolean isJsonResume(JsonNode document) {
        JsonResumeReader.Read read = JsonResumeReader.read((JsonObject) JsonValues.of(document), "");
        return read.violations().isEmpty()
                && ResumeSchema.jsonResume(read.document(), "").isEmpty();
    }

    private static void require(List<Violation> violations, JsonObject judged) {
        if (!violations.isEmpty()) {
            throw new AssertionError(violations + " in " + judged);
        }
    }
}
