package com.sexyresume.query.resumes;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON texts of events and rows as immutable values, whose numbers keep every digit. */
final class JsonValues {

    static final JsonProvider JSON = JsonProvider.provider();

    private static final JsonReaderFactory READERS = JSON.createReaderFactory(Map.of());

    private JsonValues() {}

    /** Null stays null: the text of an erased subject. */
    static @Nullable JsonObject object(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try (JsonReader reader = READERS.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    static JsonArray array(String text) {
        try (JsonReader reader = READERS.createReader(new StringReader(text))) {
            return reader.readArray();
        }
    }

    /** The same value with each number in one form: {@code 100}, {@code 1e2} and {@code 100.0} are one number. */
    static JsonValue normal(JsonValue value) {
        return switch (value) {
            case JsonObject object -> {
                var normal = JSON.createObjectBuilder();
                object.forEach((name, member) -> normal.add(name, normal(member)));
                yield normal.build();
            }
            case JsonArray array -> {
                var normal = JSON.createArrayBuilder();
                array.forEach(item -> normal.add(normal(item)));
                yield normal.build();
            }
            case JsonNumber number -> {
                BigDecimal stripped = number.bigDecimalValue().stripTrailingZeros();
                yield JSON.createValue(stripped.scale() < 0 ? stripped.setScale(0) : stripped);
            }
            default -> value;
        };
    }
}
