package com.sexyresume.app.history;

import com.sexyresume.deciding.StreamType;
import com.sexyresume.events.DomainEvent;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.AggregateFactory;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;

/** Begins the aggregate of a stream: with the type's initial state, or with the state that its snapshot holds. */
record StreamRoots<S>(StreamType<S, ?, ?> type) implements AggregateFactory<StreamRoot<S>> {

    @Override
    public StreamRoot<S> createAggregateRoot(String stream, DomainEventMessage<?> first) {
        return new StreamRoot<>(type, stream, begin(type, first));
    }

    /** A stream's first payload is an event, or its snapshot, which is a state. */
    @SuppressWarnings("unchecked") // a snapshot is of the stream's type
    private static <S> S begin(StreamType<S, ?, ?> type, DomainEventMessage<?> first) {
        return first.getPayload() instanceof DomainEvent ? type.initial() : (S) first.getPayload();
    }

    /** What an event, or a snapshot, makes of a state. */
    @SuppressWarnings("unchecked") // a snapshot is of the stream's type
    static <S> S evolve(StreamType<S, ?, ?> type, S state, DomainEventMessage<?> message) {
        return message.getPayload() instanceof DomainEvent event ? type.evolve(state, event) : (S) message.getPayload();
    }

    static <S> S fold(StreamType<S, ?, ?> type, DomainEventStream events) {
        S state = type.initial();
        while (events.hasNext()) {
            state = evolve(type, state, events.next());
        }
        return state;
    }

    @Override
    @SuppressWarnings("unchecked") // there is one class for all states
    public Class<StreamRoot<S>> getAggregateType() {
        return (Class<StreamRoot<S>>) (Class<?>) StreamRoot.class;
    }
}
