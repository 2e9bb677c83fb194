package com.sexyresume.eventstore.history;

import org.axonframework.serialization.SerializedType;
import org.jspecify.annotations.Nullable;

/** The type and revision of an event, and where it stands, so that whoever cannot read it can say so. */
public record StoredType(String name, int number, long position) implements SerializedType {

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getRevision() {
        return Integer.toString(number);
    }

    /** The position of what has this type, 0 where that is not known. */
    public static long positionOf(@Nullable SerializedType type) {
        return type instanceof StoredType stored ? stored.position() : 0;
    }

    public static String describe(SerializedType type) {
        long position = positionOf(type);
        return type.getName() + ", revision " + type.getRevision() + (position == 0 ? "" : ", at position " + position);
    }
}
