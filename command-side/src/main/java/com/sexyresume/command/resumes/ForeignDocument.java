package com.sexyresume.command.resumes;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the documents of other services have in common: members at a path, and texts with HTML in them. */
final class ForeignDocument {

    private static final Map<String, String> ENTITIES = Map.of(
            "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "#39", "'", "nbsp", " ", "ndash", "–", "mdash",
            "—", "bull", "•");
    private static final int MAX_ENTITY = 6;

    /**
     * A text with HTML in it, without it.
     *
     * @param prose its paragraphs, a line each
     * @param items of its lists
     */
    record Html(String prose, List<String> items) {}

    private ForeignDocument() {}

    /** What is there; JSON's null where the path leads nowhere. */
    static JsonValue at(@Nullable JsonValue value, String... path) {
        JsonValue here = value == null ? JsonValue.NULL : value;
        for (String name : path) {
            here = here instanceof JsonObject object ? object.getOrDefault(name, JsonValue.NULL) : JsonValue.NULL;
        }
        return here;
    }

    /** A text or number that is there; empty where there is none. */
    static String text(@Nullable JsonValue value, String... path) {
        return switch (at(value, path)) {
            case JsonString text -> text.getString().strip();
            case JsonNumber number -> number.toString();
            default -> "";
        };
    }

    /** The objects of a list, or one object. */
    static List<JsonObject> objects(@Nullable JsonValue value, String... path) {
        return switch (at(value, path)) {
            case JsonArray array ->
                array.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonValue::asJsonObject)
                        .toList();
            case JsonObject object -> List.of(object);
            default -> List.of();
        };
    }

    static void put(JsonObjectBuilder object, String name, String text) {
        if (!text.isEmpty()) {
            object.add(name, text);
        }
    }

    static void put(JsonObjectBuilder object, String name, List<String> texts) {
        if (!texts.isEmpty()) {
            object.add(name, JsonValues.JSON.createArrayBuilder(texts));
        }
    }

    static void put(JsonObjectBuilder object, String name, JsonValue value) {
        if (value.getValueType() != JsonValue.ValueType.NULL) {
            object.add(name, value);
        }
    }

    /** In a time that grows with the text's length: what only looks like HTML stays. */
    static Html html(String text) {
        StringBuilder line = new StringBuilder();
        List<String> prose = new ArrayList<>();
        List<String> items = new ArrayList<>();
        boolean isItem = false;
        int at = 0;
        while (at < text.length()) {
            char character = text.charAt(at);
            int end = character == '<' ? endOfTag(text, at) : -1;
            if (end > 0) {
                String name = nameOfTag(text, at);
                boolean isClosing = text.charAt(at + 1) == '/';
                if (name.equals("li")) {
                    finish(line, isItem ? items : prose);
                    isItem = !isClosing;
                } else if (isBlock(name) && !isItem) {
                    finish(line, prose);
                } else if (isBlock(name) && !line.isEmpty()) {
                    line.append(' ');
                }
                at = end;
            } else if (character == '\n' && !isItem) {
                finish(line, prose);
                at++;
            } else {
                at = character == '&' ? entity(text, at, line) : plain(character, at, line);
            }
        }
        finish(line, isItem ? items : prose);
        return new Html(String.join("\n", prose), items);
    }

    private static int plain(char character, int at, StringBuilder line) {
        line.append(character == '\n' || character == '\r' || character == '\t' ? ' ' : character);
        return at + 1;
    }

    private static int entity(String text, int at, StringBuilder line) {
        for (int end = at + 1; end < text.length() && end - at <= MAX_ENTITY + 1; end++) {
            if (text.charAt(end) == ';') {
                String character = ENTITIES.get(text.substring(at + 1, end));
                if (character != null) {
                    line.append(character);
                    return end + 1;
                }
                break;
            }
        }
        line.append('&');
        return at + 1;
    }

    private static void finish(StringBuilder line, List<String> lines) {
        String whole = line.toString().strip();
        if (!whole.isEmpty()) {
            lines.add(whole);
        }
        line.setLength(0);
    }

    /** Behind the tag that begins there; −1 when none does. Tags are short: nothing is looked for far away. */
    private static int endOfTag(String text, int start) {
        int name = start + 1 < text.length() && text.charAt(start + 1) == '/' ? start + 2 : start + 1;
        if (name >= text.length() || !isLetter(text.charAt(name))) {
            return -1;
        }
        for (int at = name; at < text.length() && at - start < 500; at++) {
            if (text.charAt(at) == '>') {
                return at + 1;
            }
            if (text.charAt(at) == '<') {
                return -1;
            }
        }
        return -1;
    }

    private static String nameOfTag(String text, int start) {
        int begin = text.charAt(start + 1) == '/' ? start + 2 : start + 1;
        int end = begin;
        while (isLetter(text.charAt(end)) || Character.isDigit(text.charAt(end))) {
            end++;
        }
        return text.substring(begin, end).toLowerCase(Locale.ROOT);
    }

    private static boolean isBlock(String name) {
        return switch (name) {
            case "p", "br", "div", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table" -> true;
            default -> false;
        };
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }
}
