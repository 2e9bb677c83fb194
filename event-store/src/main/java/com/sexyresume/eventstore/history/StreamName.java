package com.sexyresume.eventstore.history;

import java.util.UUID;

/** The name of a stream, written {@code type:id}, which is the aggregate identifier that Axon sees. */
public record StreamName(String type, UUID id) {

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if the text is not {@code type:uuid}
     */
    public static StreamName parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("An aggregate identifier is type:uuid, not \"" + text + "\"");
        }
        return new StreamName(text.substring(0, colon), UUID.fromString(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return type + ":" + id;
    }
}
