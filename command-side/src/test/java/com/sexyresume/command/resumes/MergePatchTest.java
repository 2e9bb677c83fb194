package com.sexyresume.command.resumes;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MergePatchTest {

    private static final int TRIES = 2_000;

    private final Random random = RandomJson.seeded(getClass());

    @Test
    void becomesOperationsThatDoTheSame() {
        for (int tried = 0; tried < TRIES; tried++) {
            JsonObject data = RandomJson.object(random);
            JsonObject merge = RandomJson.object(random);
            JsonArray operations = Patch.ofMerge(data, merge);
            assertThat(Patch.apply(data, operations))
                    .as("%s merged into %s", merge, data)
                    .isInstanceOfSatisfying(
                            Patch.Applied.class,
                            applied -> assertThat(applied.data()).isEqualTo(merged(data, merge)));
        }
    }

    @Test
    void becomesNoOperationWhenItChangesNothing() {
        for (int tried = 0; tried < TRIES; tried++) {
            JsonObject merge = RandomJson.object(random);
            JsonValue once = merged(RandomJson.object(random), merge);
            assertThat(Patch.ofMerge((JsonObject) once, merge)).isEmpty();
        }
    }

    /** The pseudo-code of RFC 7396, section 2. */
    private static JsonValue merged(JsonValue target, JsonValue merge) {
        if (!(merge instanceof JsonObject patch)) {
            return merge;
        }
        Map<String, JsonValue> result =
                target instanceof JsonObject object ? new LinkedHashMap<>(object) : new LinkedHashMap<>();
        patch.forEach((name, value) -> {
            if (value.equals(JsonValue.NULL)) {
                result.remove(name);
            } else {
                result.put(name, merged(result.getOrDefault(name, JsonValue.NULL), value));
            }
        });
        JsonObjectBuilder builder = JsonValues.JSON.createObjectBuilder();
        result.forEach(builder::add);
        return builder.build();
    }
}
