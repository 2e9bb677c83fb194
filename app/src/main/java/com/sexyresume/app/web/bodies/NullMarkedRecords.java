package com.sexyresume.app.web.bodies;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.core.Nullness;

/** In a {@code @NullMarked} package a record's component has to be there, unless its type is {@code @Nullable}. */
public final class NullMarkedRecords {

    private NullMarkedRecords() {}

    static boolean isRequired(Constructor<?> constructor, int parameter) {
        return constructor.getDeclaringClass().isRecord()
                && Nullness.forParameter(constructor.getParameters()[parameter]) == Nullness.NON_NULL;
    }

    /** The names of the components that have to be there, in their order. */
    public static Set<String> required(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Set<String> required = new LinkedHashSet<>();
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            for (int i = 0; i < components.length; i++) {
                if (isRequired(canonical, i)) {
                    required.add(components[i].getName());
                }
            }
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException("Every record has a canonical constructor", impossible);
        }
        return required;
    }
}
