package com.sexyresume.app.history;

import com.sexyresume.deciding.Snapshotted;
import com.sexyresume.deciding.StreamId;
import com.sexyresume.deciding.StreamType;
import com.sexyresume.deciding.Streams;
import com.sexyresume.events.UserId;
import com.sexyresume.eventstore.reading.PostgresEventStore;
import java.util.Optional;
import java.util.function.Predicate;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;

/** The streams of the event store. */
record StreamsOfHistory(PostgresEventStore events) implements Streams {

    @Override
    public Optional<UserId> begunBy(StreamId stream) {
        return events.begunBy(stream.toString()).map(UserId::new);
    }

    @Override
    public <S> S read(StreamType<S, ?, ?> type, StreamId stream, long version, Predicate<S> enough) {
        DomainEventStream recorded = type.initial() instanceof Snapshotted
                ? events.readUpTo(stream.toString(), version)
                : events.readEvents(stream.toString(), 0);
        S state = type.initial();
        while (!enough.test(state) && recorded.hasNext() && recorded.peek().getSequenceNumber() <= version) {
            state = StreamRoots.evolve(type, state, recorded.next());
        }
        return state;
    }
}
