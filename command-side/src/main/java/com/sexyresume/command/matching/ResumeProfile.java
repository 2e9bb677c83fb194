package com.sexyresume.command.matching;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * What a résumé says about work, and nothing that names its owner.
 *
 * @param position the last one; empty when none is named
 * @param text what is embedded, at most {@value #MOST_CHARACTERS} characters: positions, summary and skills before the
 *     rest; empty when the résumé says nothing (D58)
 * @param sections all words of each section, in their compared form
 */
record ResumeProfile(String position, String text, Map<String, String> sections) {

    /** About as many as a small model reads. */
    static final int MOST_CHARACTERS = 2_000;

    /** The last word of one text and the first of the next are no phrase. */
    private static final String APART = " | ";

    /** What of an entry is said in words: no ids, addresses, dates and grades, and nothing that names the owner. */
    private static final Set<String> SAID =
            Set.of("summary", "position", "description", "achievements", "degree", "field", "name", "technologies");

    private static final List<String> SECTIONS =
            List.of("skills", "experience", "projects", "education", "personalInfo");

    /** @param data a résumé's (C15) */
    static ResumeProfile of(JsonObject data) {
        List<JsonObject> experience = new ArrayList<>(entries(data, "experience"));
        // The last one first: what goes on, then what ended last.
        experience.sort(Comparator.comparing(ResumeProfile::end).reversed());
        Set<String> positions = new LinkedHashSet<>(values(experience, "position"));
        StringJoiner text = new StringJoiner(". ");
        positions.forEach(text::add);
        values(List.of(object(data, "personalInfo")), "summary").forEach(text::add);
        List<String> skills = values(entries(data, "skills"), "name");
        if (!skills.isEmpty()) {
            text.add("Skills: " + String.join(", ", skills));
        }
        values(entries(data, "education"), "degree").forEach(text::add);
        values(entries(data, "education"), "field").forEach(text::add);
        values(entries(data, "projects"), "name").forEach(text::add);
        values(experience, "description").forEach(text::add);
        experience.forEach(entry -> texts(entry, "achievements").forEach(text::add));
        values(entries(data, "projects"), "description").forEach(text::add);
        String whole = text.toString();
        Map<String, String> sections = new LinkedHashMap<>();
        for (String section : SECTIONS) {
            StringJoiner words = new StringJoiner(APART);
            collect(data.getOrDefault(section, JsonValue.NULL), words);
            sections.put(section, words.toString());
        }
        return new ResumeProfile(positions.isEmpty() ? "" : positions.iterator().next(), cut(whole), sections);
    }

    boolean isEmpty() {
        return Words.normalized(text).isEmpty();
    }

    /** The sections that say a skill, in the order of {@link #sections}; none when the résumé does not say it. */
    List<String> saying(String skill) {
        String phrase = Words.compared(skill);
        return sections.entrySet().stream()
                .filter(section -> Words.says(section.getValue(), phrase))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARACTERS
                ? text
                : text.substring(
                        0,
                        Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1))
                                ? MOST_CHARACTERS - 1
                                : MOST_CHARACTERS);
    }

    private static String end(JsonObject entry) {
        return entry.getBoolean("current", false) ? "9999-12" : entry.getString("endDate", "");
    }

    private static JsonObject object(JsonObject data, String name) {
        return data.get(name) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static List<JsonObject> entries(JsonObject data, String section) {
        return data.get(section) instanceof JsonArray array ? array.getValuesAs(JsonObject.class) : List.of();
    }

    private static List<String> values(List<JsonObject> entries, String name) {
        return entries.stream()
                .map(entry -> entry.getString(name, "").strip())
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static List<String> texts(JsonObject entry, String name) {
        return entry.get(name) instanceof JsonArray array
                ? array.getValuesAs(JsonString.class).stream()
                        .map(JsonString::getString)
                        .toList()
                : List.of();
    }

    private static void collect(JsonValue value, StringJoiner words) {
        switch (value) {
            case JsonObject object ->
                object.forEach((name, member) -> {
                    if (SAID.contains(name)) {
                        collect(member, words);
                    }
                });
            case JsonArray array -> array.forEach(item -> collect(item, words));
            case JsonString text -> words.add(Words.compared(text.getString()));
            default -> {}
        }
    }
}
