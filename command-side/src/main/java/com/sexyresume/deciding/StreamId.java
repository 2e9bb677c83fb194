package com.sexyresume.deciding;

import com.sexyresume.events.Id;
import java.util.UUID;

/**
 * The name of a stream: its type and the id within the type. It is written {@code type:id}, which is the aggregate
 * identifier that Axon sees, so that a user's account and the same user's credits are two streams.
 */
public record StreamId(String type, UUID id) {

    public static StreamId of(String type, Id id) {
        return new StreamId(type, id.value());
    }

    public static StreamId parse(String text) {
        int colon = text.indexOf(':');
        return new StreamId(text.substring(0, colon), UUID.fromString(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return type + ":" + id;
    }
}
