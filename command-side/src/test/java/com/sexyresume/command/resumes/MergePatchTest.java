package com.sexyresume.command.resumes;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MergePatchTest {

    @Provide
    Arbitrary<JsonObject> objects() {
        return JsonArbitraries.objects();
    }

    @Property(tries = 2_000)
    void becomesOperationsThatDoTheSame(@ForAll("objects") JsonObject data, @ForAll("objects") JsonObject merge) {
        JsonArray operations = Patch.ofMerge(data, merge);
        assertThat(Patch.apply(data, operations))
                .isInstanceOfSatisfying(
                        Patch.Applied.class,
                        applied -> assertThat(applied.data()).isEqualTo(merged(data, merge)));
    }

    @Property(tries = 2_000)
    void becomesNoOperationWhenItChangesNothing(
            @ForAll("objects") JsonObject data, @ForAll("objects") JsonObject merge) {
        JsonValue once = merged(data, merge);
        assertThat(Patch.ofMerge((JsonObject) once, merge)).isEmpty();
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
