package com.sexyresume.query.resumes;

import static com.sexyresume.query.resumes.JsonValues.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** RFC 6902: the difference of two values, applied to the one, is the other. */
class JsonDifferenceTest {

    private static final String[] NAMES = {"a", "a/b", "m~n", "", "é", "0", "-"};

    @Test
    void theDifferenceOfAnyTwoValuesMakesTheOneIntoTheOther() {
        long seed = System.nanoTime();
        System.out.println("JsonDifferenceTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            JsonObject before = object(random, 3);
            JsonObject after = object(random, 3);
            assertThatObject(JSON.createPatch(JSON.createDiff(before, after).toJsonArray())
                            .apply(before))
                    .as("%s to %s", before, after)
                    .isEqualTo(after);
        }
    }

    @Test
    void aNumberInAnotherFormIsNoDifference() {
        JsonValue before = normal("{\"a\": [100, 0.50, 0, 1e-3]}");
        JsonValue after = normal("{\"a\": [1e2, 0.5, 0.00, 0.001]}");
        assertThatObject(before).isEqualTo(after);
        assertThat(before.toString()).isEqualTo("{\"a\":[100,0.5,0,0.001]}");
    }

    private static JsonValue normal(String json) {
        return JsonValues.normal(Objects.requireNonNull(JsonValues.object(json)));
    }

    private static JsonObject object(Random random, int depth) {
        JsonObjectBuilder object = JSON.createObjectBuilder();
        for (int member = random.nextInt(4); member > 0; member--) {
            object.add(NAMES[random.nextInt(NAMES.length)], value(random, depth - 1));
        }
        return object.build();
    }

    private static JsonValue value(Random random, int depth) {
        return switch (depth == 0 ? random.nextInt(4) : random.nextInt(6)) {
            case 0 -> JsonValue.NULL;
            case 1 -> JsonValue.TRUE;
            case 2 -> JSON.createValue(random.nextInt(3));
            case 3 -> JSON.createValue(NAMES[random.nextInt(NAMES.length)]);
            case 4 -> object(random, depth);
            default -> {
                JsonArrayBuilder array = JSON.createArrayBuilder();
                for (int item = random.nextInt(5); item > 0; item--) {
                    array.add(value(random, depth - 1));
                }
                yield array.build();
            }
        };
    }
}
