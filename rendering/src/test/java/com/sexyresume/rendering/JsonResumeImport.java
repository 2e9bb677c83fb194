package com.sexyresume.rendering;

import static com.sexyresume.rendering.JsonValues.JSON;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The import that {@code docs/json-resume.md} describes, written from that page alone: the query side cannot see the
 * command side's, and what both of them must agree on is the page.
 */
final class JsonResumeImport {

    private static final Map<String, Map<String, String>> SECTIONS = Map.of(
            "work",
            Map.of(
                    "name", "company",
                    "position", "position",
                    "summary", "description",
                    "highlights", "achievements"),
            "education",
            Map.of(
                    "institution", "institution",
                    "studyType", "degree",
                    "area", "field",
                    "score", "gpa",
                    "honors", "honors"),
            "skills",
            Map.of("name", "name"),
            "projects",
            Map.of("name", "name", "description", "description", "keywords", "technologies", "url", "url"));

    private static final Map<String, String> BASICS =
            Map.of("name", "fullName", "url", "website", "email", "email", "phone", "phone", "summary", "summary");

    private JsonResumeImport() {}

    static JsonObject of(JsonObject document) {
        JsonObjectBuilder data = JSON.createObjectBuilder();
        JsonObjectBuilder extension = JSON.createObjectBuilder();
        JsonObjectBuilder rest = JSON.createObjectBuilder(document);
        if (document.containsKey("basics")) {
            JsonObject basics = document.getJsonObject("basics");
            Map<String, JsonValue> kept = new TreeMap<>(basics);
            JsonObjectBuilder info = exactly(kept, BASICS);
            coarsely(kept, "location", "location", JsonResumeImport::location, info);
            coarsely(kept, "profiles", "linkedin", JsonResumeImport::linkedin, info);
            data.add("personalInfo", info);
            extension.add("basics", object(kept));
            rest.remove("basics");
        }
        SECTIONS.forEach((name, pairs) -> {
            if (document.containsKey(name)) {
                JsonArrayBuilder entries = JSON.createArrayBuilder();
                JsonObjectBuilder keptEntries = JSON.createObjectBuilder();
                JsonArray section = document.getJsonArray(name);
                for (int index = 0; index < section.size(); index++) {
                    Map<String, JsonValue> kept = new TreeMap<>(section.getJsonObject(index));
                    JsonObjectBuilder entry = exactly(kept, pairs).add("id", name + "-" + index);
                    if (name.equals("skills")) {
                        skill(kept, entry);
                    } else {
                        period(kept, entry);
                    }
                    entries.add(entry);
                    if (!kept.isEmpty()) {
                        keptEntries.add(name + "-" + index, object(kept));
                    }
                }
                data.add(name.equals("work") ? "experience" : name, entries);
                extension.add(name, keptEntries);
                rest.remove(name);
            }
        });
        return data.add("extensions", JSON.createObjectBuilder().add("jsonResume", extension.add("document", rest)))
                .build();
    }

    /** Texts and lists of texts move, unless they are too long. */
    private static JsonObjectBuilder exactly(Map<String, JsonValue> kept, Map<String, String> pairs) {
        JsonObjectBuilder fields = JSON.createObjectBuilder();
        pairs.forEach((member, field) -> {
            JsonValue value = kept.get(member);
            if (value instanceof JsonArray
                    || (value instanceof JsonString text && text.getString().length() <= 50)) {
                fields.add(field, value);
                kept.remove(member);
            }
        });
        return fields;
    }

    private static void skill(Map<String, JsonValue> kept, JsonObjectBuilder entry) {
        coarsely(kept, "level", "level", JsonResumeImport::level, entry);
        if (List.of("Technical", "Soft", "Language", "Other").contains(text(kept.get("category")))) {
            entry.add("category", kept.get("category"));
            kept.remove("category");
        }
    }

    private static void period(Map<String, JsonValue> kept, JsonObjectBuilder entry) {
        boolean begun = !text(kept.get("startDate")).isEmpty();
        boolean ended = !text(kept.get("endDate")).isEmpty();
        coarsely(kept, "startDate", "startDate", JsonResumeImport::month, entry);
        coarsely(kept, "endDate", "endDate", JsonResumeImport::month, entry);
        JsonValue current = kept.get("current");
        if (JsonValue.TRUE.equals(current) || JsonValue.FALSE.equals(current)) {
            entry.add("current", current);
        } else if (begun || ended) {
            entry.add("current", !ended);
        }
    }

    private static void coarsely(
            Map<String, JsonValue> kept,
            String member,
            String field,
            Function<JsonValue, @Nullable String> reading,
            JsonObjectBuilder fields) {
        JsonValue value = kept.get(member);
        String read = value == null ? null : reading.apply(value);
        if (read != null) {
            fields.add(field, read);
            if (read.equals(text(value))) {
                kept.remove(member);
            }
        }
    }

    private static @Nullable String month(JsonValue date) {
        return text(date).matches("[0-9]{4}-(0[1-9]|1[0-2])(-.*)?") ? text(date).substring(0, 7) : null;
    }

    private static @Nullable String level(JsonValue level) {
        return Stream.of("Beginner", "Intermediate", "Advanced", "Expert")
                .filter(one -> one.toLowerCase(Locale.ROOT).equals(text(level).toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String location(JsonValue value) {
        JsonObject location = value.asJsonObject();
        String line = Stream.of("city", "region", "countryCode")
                .map(name -> location.getString(name, ""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        line = line.isEmpty() ? location.getString("address", "") : line;
        return line.isEmpty() || line.length() > 200 ? null : line;
    }

    private static @Nullable String linkedin(JsonValue profiles) {
        return profiles.asJsonArray().getValuesAs(JsonObject.class).stream()
                .filter(profile -> profile.getString("network", "").equalsIgnoreCase("linkedin"))
                .limit(1)
                .map(profile -> profile.getString("url", ""))
                .filter(url -> url.startsWith("https://"))
                .findFirst()
                .orElse(null);
    }

    private static String text(@Nullable JsonValue value) {
        return value instanceof JsonString text ? text.getString() : "";
    }

    private static JsonObject object(Map<String, JsonValue> members) {
        JsonObjectBuilder object = JSON.createObjectBuilder();
        members.forEach(object::add);
        return object.build();
    }
}
