package com.sexyresume.eventstore.history;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;

/** An event as it stands in the history. */
public record StoredEvent(
        long position,
        UUID eventId,
        StreamName stream,
        long version,
        String type,
        int revision,
        Instant time,
        String metadata,
        String payload)
        implements TrackedEventData<String>, DomainEventData<String> {

    @Override
    public TrackingToken trackingToken() {
        return new GlobalSequenceTrackingToken(position);
    }

    @Override
    public String getType() {
        return stream.type();
    }

    @Override
    public String getAggregateIdentifier() {
        return stream.toString();
    }

    @Override
    public long getSequenceNumber() {
        return version;
    }

    @Override
    public String getEventIdentifier() {
        return eventId.toString();
    }

    @Override
    public Instant getTimestamp() {
        return time;
    }

    @Override
    public SerializedObject<String> getMetaData() {
        return new SerializedMetaData<>(metadata, String.class);
    }

    @Override
    public SerializedObject<String> getPayload() {
        return new SimpleSerializedObject<>(payload, String.class, new StoredType(type, revision, position));
    }
}
