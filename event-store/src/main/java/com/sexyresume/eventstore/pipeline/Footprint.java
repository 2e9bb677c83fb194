package com.sexyresume.eventstore.pipeline;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * About how many bytes of memory an immutable value holds, never far too few: what two parts of it share counts twice.
 * It takes time in proportion to the number of its objects, and no longer than to a limit.
 */
final class Footprint {

    private static final long OBJECT_BYTES = 32;
    private static final long ENTRY_BYTES = 48;
    private static final long STRING_BYTES = 48;
    private static final long FIELD_BYTES = 8;

    /** What the JDK keeps to itself: numbers, of some hundred digits at most, and times. */
    private static final long OPAQUE_BYTES = 256;

    /**
     * What a class is made of.
     *
     * @param references fields that refer to something
     * @param opaque whether it cannot be taken apart
     */
    private record Anatomy(List<Field> references, boolean opaque) {

        static final Anatomy OPAQUE = new Anatomy(List.of(), true);
    }

    private static final ClassValue<Anatomy> ANATOMIES = new ClassValue<>() {
        @Override
        protected Anatomy computeValue(Class<?> type) {
            return anatomy(type);
        }
    };

    private Footprint() {}

    /** In bytes; what has more than the limit has one more than it. */
    static long of(Object value, long limitBytes) {
        long bytes = 0;
        Deque<Object> open = new ArrayDeque<>();
        open.push(value);
        while (!open.isEmpty()) {
            bytes += own(open.pop(), open);
            if (bytes > limitBytes) {
                return limitBytes + 1;
            }
        }
        return bytes;
    }

    private static long own(Object value, Deque<Object> open) {
        return switch (value) {
            // A string with one character beyond Latin-1 takes two bytes for each.
            case String text -> STRING_BYTES + 2L * text.length();
            // A parser of JSON leaves texts as it built them.
            case StringBuilder text -> STRING_BYTES + 2L * text.capacity();
            case CharSequence text -> STRING_BYTES + 2L * text.length();
            case Map<?, ?> map -> {
                map.forEach((key, element) -> {
                    push(key, open);
                    push(element, open);
                });
                yield OBJECT_BYTES + ENTRY_BYTES * map.size();
            }
            case Collection<?> elements -> {
                elements.forEach(element -> push(element, open));
                yield OBJECT_BYTES + FIELD_BYTES * elements.size();
            }
            case Object[] elements -> {
                for (Object element : elements) {
                    push(element, open);
                }
                yield OBJECT_BYTES + FIELD_BYTES * elements.length;
            }
            case byte[] bytes -> OBJECT_BYTES + bytes.length;
            case Enum<?> _, Class<?> _ -> 0;
            default -> {
                Anatomy anatomy = ANATOMIES.get(value.getClass());
                for (Field field : anatomy.references()) {
                    push(read(field, value), open);
                }
                yield anatomy.opaque()
                        ? OPAQUE_BYTES
                        : OBJECT_BYTES + FIELD_BYTES * anatomy.references().size();
            }
        };
    }

    private static void push(@Nullable Object value, Deque<Object> open) {
        if (value != null) {
            open.push(value);
        }
    }

    private static @Nullable Object read(Field field, Object of) {
        try {
            return field.get(of);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(field + " was made accessible", impossible);
        }
    }

    private static Anatomy anatomy(Class<?> type) {
        List<Field> references = new ArrayList<>();
        for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
            for (Field field : declaring.getDeclaredFields()) {
                if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0
                        && !field.getType().isPrimitive()) {
                    try {
                        field.setAccessible(true);
                        references.add(field);
                    } catch (InaccessibleObjectException ofTheJdk) {
                        return Anatomy.OPAQUE;
                    }
                }
            }
        }
        return new Anatomy(List.copyOf(references), false);
    }
}
