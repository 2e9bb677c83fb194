package com.sexyresume.command.enhancements;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text of a résumé that may be said better.
 *
 * @param section {@code personalInfo}, {@code experience} or {@code projects}
 * @param entryId of the entry within the section; null where there is none
 * @param path a JSON Pointer into the data
 * @param isBullet whether it is one line of a list
 */
record ResumeText(String section, @Nullable String entryId, String path, String text, boolean isBullet) {

    /** The summary, the descriptions and the achievements, in the order of the résumé; blank ones left out. */
    static List<ResumeText> all(JsonObject data) {
        List<ResumeText> texts = new ArrayList<>();
        if (data.get("personalInfo") instanceof JsonObject person) {
            add(texts, "personalInfo", null, "/personalInfo/summary", person.get("summary"), false);
        }
        for (String section : List.of("experience", "projects")) {
            if (data.get(section) instanceof JsonArray entries) {
                for (int index = 0; index < entries.size(); index++) {
                    if (entries.get(index) instanceof JsonObject entry && entry.get("id") instanceof JsonString id) {
                        entry(texts, section, id.getString(), "/" + section + "/" + index, entry);
                    }
                }
            }
        }
        return texts;
    }

    private static void entry(List<ResumeText> texts, String section, String id, String path, JsonObject entry) {
        add(texts, section, id, path + "/description", entry.get("description"), false);
        if (entry.get("achievements") instanceof JsonArray achievements) {
            for (int index = 0; index < achievements.size(); index++) {
                add(texts, section, id, path + "/achievements/" + index, achievements.get(index), true);
            }
        }
    }

    private static void add(
            List<ResumeText> texts,
            String section,
            @Nullable String id,
            String path,
            @Nullable JsonValue value,
            boolean isBullet) {
        if (value instanceof JsonString text && !text.getString().isBlank()) {
            texts.add(new ResumeText(section, id, path, text.getString(), isBullet));
        }
    }
}
