package com.sexyresume.query.analytics;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How large the properties of a client's event may be: codes and numbers, no documents. */
final class PropertyLimits {

    static final int MAX_DEPTH = 4;
    static final int MAX_VALUES = 50;
    static final int MAX_NAME = 64;
    static final int MAX_TEXT = 256;
    static final int MAX_NUMBER = 40;

    private int values;

    private PropertyLimits() {}

    /** What is wrong with the properties, if anything is. */
    static Optional<String> exceeded(JsonNode properties) {
        return properties.isObject()
                ? Optional.ofNullable(new PropertyLimits().excess(properties, 1))
                : Optional.of("must be an object");
    }

    /** Of all names, texts and numbers. */
    static long characters(@Nullable JsonNode value) {
        if (value == null) {
            return 0;
        }
        long characters = value.isContainer() ? 0 : value.asString("").length();
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            characters += member.getKey().length();
        }
        for (JsonNode inner : value) {
            characters += characters(inner);
        }
        return characters;
    }

    private @Nullable String excess(JsonNode value, int depth) {
        if (value.isContainer() && depth > MAX_DEPTH) {
            return "must have at most " + MAX_DEPTH + " levels";
        }
        if (value.isString() && value.stringValue().length() > MAX_TEXT) {
            return "must have texts of at most " + MAX_TEXT + " characters";
        }
        if (value.isNumber() && value.asString().length() > MAX_NUMBER) {
            return "must have numbers of at most " + MAX_NUMBER + " characters";
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            if (member.getKey().length() > MAX_NAME) {
                return "must have names of at most " + MAX_NAME + " characters";
            }
        }
        for (JsonNode inner : value) {
            if (++values > MAX_VALUES) {
                return "must have at most " + MAX_VALUES + " values";
            }
            String excess = excess(inner, depth + 1);
            if (excess != null) {
                return excess;
            }
        }
        return null;
    }
}
