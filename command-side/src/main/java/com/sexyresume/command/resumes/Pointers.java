package com.sexyresume.command.resumes;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON Pointers read as strictly as RFC 6901 writes them: no stray {@code ~}, no leading zeros. */
final class Pointers {

    /** What a pointer finds. */
    enum Found {
        VALUE,
        /** Nothing, but a value may be added there. */
        ROOM,
        NOTHING
    }

    private Pointers() {}

    static String escape(String token) {
        return token.replace("~", "~0").replace("/", "~1");
    }

    /** The pointer's tokens, unescaped; null when it is no JSON Pointer. */
    static @Nullable List<String> tokens(String pointer) {
        if (pointer.isEmpty()) {
            return List.of();
        }
        if (pointer.charAt(0) != '/') {
            return null;
        }
        List<String> tokens = new ArrayList<>();
        for (String token : pointer.substring(1).split("/", -1)) {
            for (int tilde = token.indexOf('~'); tilde >= 0; tilde = token.indexOf('~', tilde + 1)) {
                if (tilde + 1 == token.length() || (token.charAt(tilde + 1) != '0' && token.charAt(tilde + 1) != '1')) {
                    return null;
                }
            }
            tokens.add(token.replace("~1", "/").replace("~0", "~"));
        }
        return tokens;
    }

    static Found find(JsonValue root, List<String> tokens) {
        JsonValue value = root;
        for (int at = 0; at < tokens.size(); at++) {
            String token = tokens.get(at);
            boolean last = at == tokens.size() - 1;
            JsonValue next;
            switch (value) {
                case JsonObject object -> {
                    next = object.get(token);
                    if (next == null) {
                        return last ? Found.ROOM : Found.NOTHING;
                    }
                }
                case JsonArray array -> {
                    int index = token.equals("-") ? array.size() : index(token);
                    if (index < 0 || index > array.size()) {
                        return Found.NOTHING;
                    }
                    if (index == array.size()) {
                        return last ? Found.ROOM : Found.NOTHING;
                    }
                    next = array.get(index);
                }
                default -> {
                    return Found.NOTHING;
                }
            }
            value = next;
        }
        return Found.VALUE;
    }

    /** Of all arrays and objects on the way to what the tokens name. */
    static long members(JsonValue root, List<String> tokens) {
        long members = 0;
        @Nullable JsonValue value = root;
        for (String token : tokens) {
            switch (value) {
                case JsonObject object -> {
                    members += object.size();
                    value = object.get(token);
                }
                case JsonArray array -> {
                    members += array.size();
                    int index = index(token);
                    value = index < 0 || index >= array.size() ? null : array.get(index);
                }
                case null, default -> {
                    return members;
                }
            }
        }
        return members;
    }

    /** −1 when the token is no index. */
    private static int index(String token) {
        // No array has an index of ten digits.
        if (token.isEmpty() || token.length() > 9 || (token.length() > 1 && token.charAt(0) == '0')) {
            return -1;
        }
        int index = 0;
        for (int at = 0; at < token.length(); at++) {
            char digit = token.charAt(at);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            index = 10 * index + digit - '0';
        }
        return index;
    }
}
