package com.sexyresume.app.journeys;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The longest and ugliest that the limits allow: what expressions, comparisons and normal forms are slowest with. */
final class UglyTexts {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_DATA_BYTES = (1 << 20) - 2_000;
    private static final int MAX_MEMBERS = 1_000;

    /** Repeated until a text is full. */
    static final List<String> UNITS =
            List.of(".", "(1", "㌖", "a\u0301\u0316", "a\n", "Xy. java ", "<b>*_[](", "\u0301\u0316", "ﷺ");

    private UglyTexts() {}

    /** Of so many UTF-16 characters at most, with a letter at each end. */
    static String text(String unit, int length) {
        return length < 3 ? "a".repeat(length) : "a" + unit.repeat((length - 2) / unit.length()) + "z";
    }

    /** A résumé's data (C15), as large as it may be. */
    static ObjectNode resume(String unit) {
        ObjectNode data = JSON.createObjectNode();
        ObjectNode person = data.putObject("personalInfo");
        person.put("fullName", text(unit, 200));
        person.put("phone", text(unit, 50));
        person.put("location", text(unit, 200));
        person.put("website", "a." + "b".repeat(1_990));
        person.put("summary", text(unit, 10_000));
        int left = MAX_DATA_BYTES - bytes(data);
        ArrayNode skills = data.putArray("skills");
        for (int skill = 0; skill < 200; skill++) {
            left = added(skills, JSON.createObjectNode().put("id", "s" + skill).put("name", text(unit, 200)), left);
        }
        ArrayNode jobs = data.putArray("experience");
        for (int job = 0; job < 100; job++) {
            ObjectNode entry = JSON.createObjectNode()
                    .put("id", "e" + job)
                    .put("company", text(unit, 200))
                    .put("position", text(unit, 200))
                    .put("startDate", "2020-01")
                    .put("description", text(unit, 4_000));
            ArrayNode lines = entry.putArray("achievements");
            for (int line = 0; line < 50; line++) {
                lines.add(text(unit, 40));
            }
            left = added(jobs, entry, left);
        }
        return data;
    }

    private static int added(ArrayNode entries, ObjectNode entry, int left) {
        int size = bytes(entry) + 2;
        if (size < left) {
            entries.add(entry);
            return left - size;
        }
        return left;
    }

    /** Data of arrays, as many and as long as they may be, that have nothing in common with those of another number. */
    static ObjectNode arrays(int number) {
        ObjectNode data = JSON.createObjectNode();
        ObjectNode extensions = data.putObject("extensions");
        for (int member = 0; member < 98; member++) {
            ArrayNode array = extensions.putArray("m" + member);
            for (int item = 0; item < MAX_MEMBERS; item++) {
                array.add(number + 2 * (item % 4));
            }
        }
        return data;
    }

    /** Edits of such arrays, each at its beginning. */
    static ArrayNode patch() {
        ArrayNode patch = JSON.createArrayNode();
        for (int operation = 0; operation < MAX_MEMBERS; operation++) {
            patch.addObject()
                    .put("op", operation % 2 == 0 ? "remove" : "add")
                    .put("path", "/extensions/m0/0")
                    .put("value", operation);
        }
        return patch;
    }

    /** A batch of events, with as much in their properties as is taken. */
    static ObjectNode events(String unit) {
        ObjectNode batch = JSON.createObjectNode();
        ArrayNode events = batch.putArray("events");
        int left = 95_000;
        while (left > 50 * 256) {
            ObjectNode event =
                    events.addObject().put("eventName", "upsell_shown").put("sessionId", "b7e1d0c2a94f4d55");
            ArrayNode texts = event.putObject("properties").putArray("t");
            for (int text = 0; text < 48; text++) {
                texts.add(text(unit, 250) + "%41");
                left -= 255;
            }
        }
        return batch;
    }

    /** The sample of a body with each of its texts, but ids and what is one of a few, as long as the schema says. */
    static JsonNode of(JsonNode sample, JsonNode schema, JsonNode document, String unit) {
        JsonNode found = resolved(schema, document);
        if (sample.isObject()) {
            ObjectNode ugly = JSON.createObjectNode();
            for (Map.Entry<String, JsonNode> member : sample.properties()) {
                ugly.set(
                        member.getKey(),
                        of(member.getValue(), found.path("properties").path(member.getKey()), document, unit));
            }
            for (Map.Entry<String, JsonNode> member : found.path("properties").properties()) {
                JsonNode type = resolved(member.getValue(), document);
                if (!sample.has(member.getKey()) && isText(type)) {
                    ugly.put(member.getKey(), text(unit, length(type)));
                }
            }
            return ugly;
        }
        if (sample.isArray()) {
            ArrayNode ugly = JSON.createArrayNode();
            int many =
                    sample.isEmpty() ? 0 : Math.min(100, found.path("maxItems").asInt(100));
            for (int item = 0; item < many; item++) {
                ugly.add(of(sample.get(0), found.path("items"), document, unit));
            }
            return ugly;
        }
        return sample.isString() && isText(found)
                ? JSON.getNodeFactory().stringNode(text(unit, length(found)))
                : sample;
    }

    private static boolean isText(JsonNode type) {
        return type.path("type").toString().contains("string")
                && !type.has("enum")
                && !type.has("format")
                && !type.has("pattern");
    }

    private static int length(JsonNode type) {
        return type.path("maxLength").asInt(5_000);
    }

    private static JsonNode resolved(JsonNode schema, JsonNode document) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }

    private static int bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
