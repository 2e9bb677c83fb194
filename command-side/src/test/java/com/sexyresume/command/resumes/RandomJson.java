package com.sexyresume.command.resumes;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;

/** Random JSON objects of few names, so that two of them often have something in common. */
final class RandomJson {

    private static final List<String> NAMES = List.of("a", "b", "c", "", "a/b", "m~n", "~1", "-", "0", "ü");
    private static final List<String> NUMBERS = List.of("0", "1", "-7", "1.5", "1e20", "0.001");
    private static final List<String> TEXTS = List.of("", "x", "é\ud83d\ude00", "\"\\\n");

    private RandomJson() {}

    /** A source of chance whose seed the output names; {@code -Dseed=…} repeats a run. */
    static Random seeded(Class<?> test) {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println(test.getSimpleName() + ": seed " + seed + " (-Dseed=…)");
        return new Random(seed);
    }

    static JsonObject object(Random random) {
        return object(random, 4);
    }

    private static JsonObject object(Random random, int depth) {
        JsonObjectBuilder object = JsonValues.JSON.createObjectBuilder();
        for (int members = random.nextInt(5); members > 0; members--) {
            object.add(any(NAMES, random), value(random, depth - 1));
        }
        return object.build();
    }

    private static JsonValue value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> JsonValue.NULL;
            case 1 -> random.nextBoolean() ? JsonValue.TRUE : JsonValue.FALSE;
            case 2 -> JsonValues.number(new BigDecimal(any(NUMBERS, random)));
            case 3, 4 -> JsonValues.JSON.createValue(any(TEXTS, random));
            case 5 -> {
                JsonArrayBuilder array = JsonValues.JSON.createArrayBuilder();
                for (int items = random.nextInt(4); items > 0; items--) {
                    array.add(value(random, depth - 1));
                }
                yield array.build();
            }
            default -> object(random, depth);
        };
    }

    private static String any(List<String> texts, Random random) {
        return texts.get(random.nextInt(texts.size()));
    }
}
