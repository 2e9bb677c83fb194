package com.sexyresume.eventstore.history;

import com.sexyresume.events.Claim;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one command decided, recorded together or not at all.
 *
 * @param commandId never used for another command
 * @param fingerprint what was asked, as a keyed hash
 * @param stream the stream it was decided on
 * @param version that stream's version after the command; null, allowed only without events, takes what is found
 * @param events in order; those of one stream have consecutive versions
 * @param claims in order
 */
public record Append(
        UUID commandId,
        String fingerprint,
        StreamName stream,
        @Nullable Long version,
        List<NewEvent> events,
        List<ClaimedKey> claims) {

    public Append {
        events = List.copyOf(events);
        claims = List.copyOf(claims);
        if (version == null && !events.isEmpty()) {
            throw new IllegalArgumentException("Events make a version");
        }
    }

    /**
     * A key that is taken or given back.
     *
     * @param key {@code kind:hash}
     */
    public record ClaimedKey(String key, Claim.Action action) {}

    /** What became of it. */
    public sealed interface Result {

        /** It is recorded now. */
        record Appended(RecordedCommand command) implements Result {}

        /** The command id was known; nothing was appended. */
        record Duplicate(RecordedCommand command) implements Result {}

        /** The stream is not at the version that the command was decided on. */
        record Conflict() implements Result {}

        /** A key of this kind is held already. */
        record Taken(String kind) implements Result {}

        /** It is about somebody who is erased, or sent by them. */
        record Erased(UUID subject) implements Result {}
    }
}
