package com.sexyresume.eventstore.history;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way into the history.
 *
 * @param eventId the event's own id
 * @param stream where it belongs
 * @param version the stream's version that it makes, counted from 0
 * @param type its name, independent of Java
 * @param revision the revision of its JSON
 * @param time when it was decided; kept to the microsecond
 * @param userId who sent the command, if anybody did
 * @param metadata a JSON object, kept exactly as written
 * @param payload JSON, kept exactly as written
 * @param subject whom it is about, if anybody: it is not recorded once they are erased; null for a record of money
 * @param erases whether it erases its subject
 */
public record NewEvent(
        UUID eventId,
        StreamName stream,
        long version,
        String type,
        int revision,
        Instant time,
        @Nullable UUID userId,
        String metadata,
        String payload,
        @Nullable UUID subject,
        boolean erases) {

    public NewEvent {
        if (erases && subject == null) {
            throw new IllegalArgumentException("An erasure is about somebody");
        }
    }

    /** An event that is about nobody. */
    public NewEvent(
            UUID eventId,
            StreamName stream,
            long version,
            String type,
            int revision,
            Instant time,
            @Nullable UUID userId,
            String metadata,
            String payload) {
        this(eventId, stream, version, type, revision, time, userId, metadata, payload, null, false);
    }
}
