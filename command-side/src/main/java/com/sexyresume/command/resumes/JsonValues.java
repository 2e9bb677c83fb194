package com.sexyresume.command.resumes;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as immutable values. Numbers are brought to one form when they enter, so that two values are equal exactly when
 * RFC 6902 says so: {@code 1}, {@code 1.0} and {@code 10e-1} are one number.
 */
final class JsonValues {

    static final JsonProvider JSON = JsonProvider.provider();

    /** Longer numbers, or ones further from 1, are left as they are; {@link DataLimits} refuses them. */
    private static final int MAX_DIGITS = 400;

    private static final JsonReaderFactory READERS = JSON.createReaderFactory(Map.of());

    private JsonValues() {}

    /** Of text that this class wrote. */
    static JsonObject object(String text) {
        try (JsonReader reader = READERS.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    /** Of text that this class wrote. */
    static JsonArray array(String text) {
        try (JsonReader reader = READERS.createReader(new StringReader(text))) {
            return reader.readArray();
        }
    }

    static JsonValue of(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                JsonObjectBuilder object = JSON.createObjectBuilder();
                node.properties().forEach(member -> object.add(member.getKey(), of(member.getValue())));
                yield object.build();
            }
            case ARRAY -> {
                JsonArrayBuilder array = JSON.createArrayBuilder();
                node.values().forEach(item -> array.add(of(item)));
                yield array.build();
            }
            case STRING -> JSON.createValue(node.stringValue());
            case NUMBER -> number(node.decimalValue());
            case BOOLEAN -> node.booleanValue() ? JsonValue.TRUE : JsonValue.FALSE;
            default -> JsonValue.NULL;
        };
    }

    static JsonNode node(JsonValue value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (value) {
            case JsonObject object -> {
                ObjectNode node = nodes.objectNode();
                object.forEach((name, member) -> node.set(name, node(member)));
                yield node;
            }
            case JsonArray array -> {
                ArrayNode node = nodes.arrayNode(array.size());
                array.forEach(item -> node.add(node(item)));
                yield node;
            }
            case JsonString string -> nodes.stringNode(string.getString());
            case JsonNumber number -> nodes.numberNode(number.bigDecimalValue());
            default ->
                switch (value.getValueType()) {
                    case TRUE -> nodes.booleanNode(true);
                    case FALSE -> nodes.booleanNode(false);
                    default -> nodes.nullNode();
                };
        };
    }

    static JsonNumber number(BigDecimal number) {
        if (number.signum() == 0) {
            return JSON.createValue(BigDecimal.ZERO);
        }
        if (!isBounded(number)) {
            return JSON.createValue(number);
        }
        BigDecimal stripped = number.stripTrailingZeros();
        return JSON.createValue(stripped.scale() < 0 ? stripped.setScale(0) : stripped);
    }

    /** Whether the number can be written out in full. */
    static boolean isBounded(BigDecimal number) {
        return number.precision() <= 2 * MAX_DIGITS && Math.abs((long) number.scale()) <= MAX_DIGITS;
    }
}
