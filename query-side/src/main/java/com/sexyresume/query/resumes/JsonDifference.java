package com.sexyresume.query.resumes;

import com.sexyresume.reading.ListDifference;
import com.sexyresume.reading.ListDifference.Block;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;

/**
 * A JSON Patch (RFC 6902) that makes one document into another, drawn up in bounded time: arrays are compared as far as
 * {@link ListDifference} goes, and one operation replaces all when the patch would be longer than
 * {@value #MAX_CHARACTERS} characters.
 */
final class JsonDifference {

    /** Twice what a résumé may hold: names are said again in each path. */
    static final int MAX_CHARACTERS = 2 << 20;

    private final ListDifference arrays = new ListDifference(ListDifference.DEFAULT_STEPS);
    private final JsonArrayBuilder operations = JsonValues.JSON.createArrayBuilder();
    private final StringBuilder path = new StringBuilder();
    private long characters;

    private JsonDifference() {}

    static JsonArray between(JsonObject before, JsonObject after) {
        JsonDifference difference = new JsonDifference();
        difference.compare(before, after);
        if (difference.characters <= MAX_CHARACTERS) {
            return difference.operations.build();
        }
        return JsonValues.JSON
                .createArrayBuilder()
                .add(operation("replace", "").add("value", after))
                .build();
    }

    private void compare(JsonValue before, JsonValue after) {
        if (characters > MAX_CHARACTERS || before.equals(after)) {
            return;
        }
        if (before instanceof JsonObject one && after instanceof JsonObject other) {
            objects(one, other);
        } else if (before instanceof JsonArray one && after instanceof JsonArray other) {
            arrays(one, other);
        } else {
            change("replace", after);
        }
    }

    private void objects(JsonObject before, JsonObject after) {
        before.forEach((name, member) -> {
            JsonValue now = after.get(name);
            int length = enter(name.replace("~", "~0").replace("/", "~1"));
            if (now == null) {
                remove();
            } else {
                compare(member, now);
            }
            path.setLength(length);
        });
        after.forEach((name, member) -> {
            if (!before.containsKey(name)) {
                int length = enter(name.replace("~", "~0").replace("/", "~1"));
                change("add", member);
                path.setLength(length);
            }
        });
    }

    private void arrays(JsonArray before, JsonArray after) {
        // All before an index is as it will be, all behind it as it was. Texts, because they can be put in order, so
        // that no hash is the same for all of them.
        for (Block block : arrays.blocks(texts(before), texts(after))) {
            int at = block.toStart();
            int was = block.fromStart();
            for (; was < block.fromEnd() && at < block.toEnd(); was++, at++) {
                int length = enter(Integer.toString(at));
                compare(before.get(was), after.get(at));
                path.setLength(length);
            }
            int length = enter(Integer.toString(at));
            for (; was < block.fromEnd(); was++) {
                remove();
            }
            path.setLength(length);
            for (; at < block.toEnd(); at++) {
                int added = enter(Integer.toString(at));
                change("add", after.get(at));
                path.setLength(added);
            }
        }
    }

    private static List<String> texts(JsonArray array) {
        return array.stream().map(JsonValue::toString).toList();
    }

    private int enter(String token) {
        int length = path.length();
        path.append('/').append(token);
        return length;
    }

    private void change(String operation, JsonValue value) {
        if (isRoomFor(value.toString().length())) {
            operations.add(operation(operation, path.toString()).add("value", value));
        }
    }

    private void remove() {
        if (isRoomFor(0)) {
            operations.add(operation("remove", path.toString()));
        }
    }

    private boolean isRoomFor(int value) {
        if (characters <= MAX_CHARACTERS) {
            characters += path.length() + value + "{'op':'replace','path':'','value':}".length();
        }
        return characters <= MAX_CHARACTERS;
    }

    private static JsonObjectBuilder operation(String op, String path) {
        return JsonValues.JSON.createObjectBuilder().add("op", op).add("path", path);
    }
}
