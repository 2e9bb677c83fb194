package com.sexyresume.app.history;

import com.sexyresume.events.Id;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** The same event of every type each time, each component with a value that tells its name. */
final class SampleEvents {

    private SampleEvents() {}

    static Object of(Class<?> event) {
        return record(event, event.getSimpleName());
    }

    private static Object record(Class<?> type, String path) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components)
                .map(component -> value(component.getType(), path + "." + component.getName()))
                .toArray();
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException failure) {
            throw new LinkageError(type + " has no sample", failure);
        }
    }

    private static Object value(Class<?> type, String path) {
        if (type == UUID.class) {
            return UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8));
        }
        if (type == String.class) {
            return "the " + path;
        }
        if (type == int.class) {
            return path.length();
        }
        if (type == Integer.class) {
            return path.length();
        }
        if (type == List.class) {
            return List.of("the first " + path, "the second " + path);
        }
        if (type == long.class || type == Long.class) {
            return (long) path.length();
        }
        if (type == boolean.class) {
            return true;
        }
        if (type == Instant.class) {
            return Instant.parse("2026-11-22T10:11:12.123456Z");
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (Id.class.isAssignableFrom(type) || type.isRecord()) {
            return record(type, path);
        }
        throw new AssertionError("A sample of " + type + " is needed for " + path);
    }
}
