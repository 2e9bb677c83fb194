package com.sexyresume.command.letters;

import com.sexyresume.command.letters.LetterWriter.Task;
import com.sexyresume.events.enhancements.EnhancementsEvent.TonePreset;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a letter begins and ends, whoever writes what is between. */
final class LetterForm {

    /** What any letter may say, above all at the beginning of a sentence: no facts about anybody, and no titles. */
    static final String WORDS = """
            Dear Hiring Team Yours Sincerely Kind Best Warm Regards Thank Most Among What Throughout During Before Prior \
            Currently Today Now Here There This That These Those It Its He She They We Our You Your My Me As At After From \
            To Through Over Under Since Until While When Where Which Who How Why If Because Although Though Both Each \
            Every Many Much More Beyond Alongside Together Within Between Across Around About Into Out Of Or But So Then \
            Yet Also Not No Please Let Would Should Could May Might Can Will Being Am Is Are Was Were Has Have Had Do \
            Does Did""";

    private LetterForm() {}

    static String greeting(Task task) {
        return task.targetCompany() == null ? "Dear Hiring Team," : "Dear Hiring Team at " + task.targetCompany() + ",";
    }

    /** With the name of who writes it, if the résumé says it. */
    static String closing(Task task) {
        String closing = task.tone() == TonePreset.CREATIVE ? "Best regards," : "Yours sincerely,";
        String name = task.data().get("personalInfo") instanceof JsonObject person ? text(person, "fullName") : null;
        return name == null ? closing : closing + "\n" + name;
    }

    /** A member that is a text and not blank; null otherwise. */
    static @Nullable String text(JsonObject object, String member) {
        return object.get(member) instanceof JsonString text
                        && !text.getString().isBlank()
                ? text.getString().strip()
                : null;
    }

    /** The objects of a section, in their order. */
    static List<JsonObject> entries(JsonObject data, String section) {
        return data.get(section) instanceof JsonArray entries
                ? entries.stream()
                        .filter(entry -> entry.getValueType() == JsonValue.ValueType.OBJECT)
                        .map(JsonValue::asJsonObject)
                        .toList()
                : List.of();
    }
}
