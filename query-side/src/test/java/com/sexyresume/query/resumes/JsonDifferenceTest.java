package com.sexyresume.query.resumes;

import static com.sexyresume.query.resumes.JsonValues.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.lang.management.ManagementFactory;
import java.time.Duration;
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
            assertThatObject(JSON.createPatch(JsonDifference.between(before, after))
                            .apply(before))
                    .as("%s to %s", before, after)
                    .isEqualTo(after);
        }
    }

    @Test
    void anEntryThatIsPutInFrontIsOneOperation() {
        JsonObject before = Objects.requireNonNull(JsonValues.object("{\"a\":[{\"id\":1,\"b\":[1,2]},{\"id\":2}]}"));
        JsonObject after =
                Objects.requireNonNull(JsonValues.object("{\"a\":[{\"id\":0},{\"id\":1,\"b\":[1,2]},{\"id\":3}]}"));
        assertThat(JsonDifference.between(before, after)).hasToString("""
                [{"op":"add","path":"/a/0","value":{"id":0}},{"op":"replace","path":"/a/2/id","value":3}]""");
    }

    /** Arrays without anything in common, as many and as long as a résumé may hold, and names that paths repeat. */
    @Test
    void theLargestDifferencesAreDrawnUpInBoundedTime() {
        JsonObjectBuilder odd = JSON.createObjectBuilder();
        JsonObjectBuilder even = JSON.createObjectBuilder();
        for (int member = 0; member < 250; member++) {
            odd.add("m" + member, numbers(1));
            even.add("m" + member, numbers(2));
        }
        assertBounded(odd.build(), even.build());
        JsonValue deepOdd = numbers(1);
        JsonValue deepEven = numbers(2);
        for (int depth = 0; depth < 30; depth++) {
            deepOdd =
                    JSON.createObjectBuilder().add("n".repeat(10_000), deepOdd).build();
            deepEven =
                    JSON.createObjectBuilder().add("n".repeat(10_000), deepEven).build();
        }
        assertBounded(deepOdd.asJsonObject(), deepEven.asJsonObject());
        JsonValue nestedOdd = JSON.createValue("x".repeat(500_000));
        JsonValue nestedEven = JSON.createValue("x".repeat(500_001));
        for (int depth = 0; depth < 30; depth++) {
            nestedOdd = JSON.createArrayBuilder().add(1).add(nestedOdd).build();
            nestedEven = JSON.createArrayBuilder().add(2).add(nestedEven).build();
        }
        assertBounded(
                JSON.createObjectBuilder().add("a", nestedOdd).build(),
                JSON.createObjectBuilder().add("a", nestedEven).build());
    }

    private static JsonValue numbers(int first) {
        JsonArrayBuilder numbers = JSON.createArrayBuilder();
        for (int item = 0; item < 1_000; item++) {
            numbers.add(first + 2 * (item % 4));
        }
        return numbers.build();
    }

    private static void assertBounded(JsonObject before, JsonObject after) {
        long nanos = Long.MAX_VALUE;
        // The quickest of a few: the others tell about the machine.
        for (int run = 0; run < 5; run++) {
            long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            JsonArray patch = JsonDifference.between(before, after);
            nanos = Math.min(nanos, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun);
            assertThat(JSON.createPatch(patch).apply(before).equals(after)).isTrue();
        }
        assertThat(Duration.ofNanos(nanos)).isLessThan(Duration.ofMillis(250));
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
