package com.sexyresume.command.resumes;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How much a résumé may hold, in numbers that a JSON Schema cannot state. What is within them can be stored in
 * PostgreSQL, compared and drawn up as a difference in bounded time.
 */
final class DataLimits {

    /** Of the data's JSON text in UTF-8, and of what the copies of one patch add up to. */
    static final int MAX_BYTES = 1 << 20;

    /** Objects and arrays within each other, the data itself included. */
    static final int MAX_DEPTH = 32;

    /** Of one array or object. */
    static final int MAX_MEMBERS = 1_000;

    /** Of one patch. */
    static final int MAX_OPERATIONS = 1_000;

    /**
     * Of the arrays and objects on the paths of one patch, each counted with all its members: an operation copies them,
     * when the patch is decided and whenever it is read again.
     */
    static final int MAX_COPIED_MEMBERS = 500_000;

    /** Code points of a title. */
    static final int MAX_TITLE_LENGTH = 200;

    /** Code points of a version's label. */
    static final int MAX_LABEL_LENGTH = 200;

    /** Labelled versions of one résumé. */
    static final int MAX_LABELS = 1_000;

    /** Told of one document: a longer list helps nobody. */
    static final int MAX_VIOLATIONS = 100;

    private final List<Violation> violations = new ArrayList<>();
    private final StringBuilder pointer;

    private DataLimits(String pointer) {
        this.pointer = new StringBuilder(pointer);
    }

    /**
     * Everything within the value that exceeds a limit or cannot be stored, by pointers that start with the given one.
     */
    static List<Violation> violations(JsonValue value, String pointer) {
        DataLimits limits = new DataLimits(pointer);
        limits.visit(value, 1);
        if (limits.violations.isEmpty() && value.toString().getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            limits.violate("is longer than " + MAX_BYTES + " bytes");
        }
        return limits.violations;
    }

    /** Whether a text has only characters that can be stored: no U+0000 and no half of a surrogate pair. */
    static boolean isStorable(String text) {
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == 0 || Character.isLowSurrogate(character)) {
                return false;
            }
            if (Character.isHighSurrogate(character)) {
                at++;
                if (at == text.length() || !Character.isLowSurrogate(text.charAt(at))) {
                    return false;
                }
            }
        }
        return true;
    }

    private void visit(JsonValue value, int depth) {
        if (violations.size() >= MAX_VIOLATIONS) {
            return;
        }
        switch (value) {
            case JsonObject object -> {
                if (isTooDeep(depth) || isTooWide(object.size())) {
                    return;
                }
                object.forEach((name, member) -> {
                    int length = enter(Pointers.escape(name));
                    if (!isStorable(name)) {
                        violate("has a name with a character that cannot be stored");
                    }
                    visit(member, depth + 1);
                    pointer.setLength(length);
                });
            }
            case JsonArray array -> {
                if (isTooDeep(depth) || isTooWide(array.size())) {
                    return;
                }
                for (int index = 0; index < array.size(); index++) {
                    int length = enter(Integer.toString(index));
                    visit(array.get(index), depth + 1);
                    pointer.setLength(length);
                }
            }
            case JsonString string -> {
                if (!isStorable(string.getString())) {
                    violate("has a character that cannot be stored: U+0000 or half of a surrogate pair");
                }
            }
            case JsonNumber number -> {
                if (!JsonValues.isBounded(number.bigDecimalValue())) {
                    violate("is a number with too many digits");
                }
            }
            default -> {}
        }
    }

    private boolean isTooDeep(int depth) {
        if (depth > MAX_DEPTH) {
            violate("is nested deeper than " + MAX_DEPTH);
            return true;
        }
        return false;
    }

    private boolean isTooWide(int members) {
        if (members > MAX_MEMBERS) {
            violate("has more than " + MAX_MEMBERS + " members");
            return true;
        }
        return false;
    }

    private int enter(String token) {
        int length = pointer.length();
        pointer.append('/').append(token);
        return length;
    }

    private void violate(String detail) {
        violations.add(new Violation(pointer.toString(), detail));
    }
}
