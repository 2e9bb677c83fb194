package com.sexyresume.language;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;

/** JSON texts of tests as the values that rules are given. */
public final class Documents {

    private Documents() {}

    public static JsonObject object(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
