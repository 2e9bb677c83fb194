package com.sexyresume.app.history;

import com.sexyresume.deciding.StreamId;
import com.sexyresume.deciding.StreamType;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.AbstractSnapshotter;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;

/** Makes a snapshot of a stream: its state, by its type. */
final class StateSnapshotter extends AbstractSnapshotter {

    private final Map<String, StreamType<?, ?, ?>> types;

    private StateSnapshotter(Builder builder) {
        super(builder);
        this.types = builder.types;
    }

    static StateSnapshotter of(EventStore events, Map<String, StreamType<?, ?, ?>> types) {
        Builder builder = new Builder(types);
        builder.eventStore(events);
        return new StateSnapshotter(builder);
    }

    @Override
    protected DomainEventMessage<?> createSnapshot(Class<?> root, String stream, DomainEventStream events) {
        StreamType<?, ?, ?> type = types.get(StreamId.parse(stream).type());
        if (type == null) {
            throw new IllegalArgumentException("There is no type of the stream " + stream);
        }
        return snapshot(type, stream, events);
    }

    private static <S> DomainEventMessage<?> snapshot(
            StreamType<S, ?, ?> type, String stream, DomainEventStream events) {
        S state = StreamRoots.fold(type, events);
        return new GenericDomainEventMessage<>(type.name(), stream, events.getLastSequenceNumber(), state);
    }

    private static final class Builder extends AbstractSnapshotter.Builder {

        private final Map<String, StreamType<?, ?, ?>> types;

        Builder(Map<String, StreamType<?, ?, ?>> types) {
            this.types = types;
        }
    }
}
