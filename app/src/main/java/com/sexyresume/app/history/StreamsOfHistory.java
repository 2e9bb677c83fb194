package com.sexyresume.app.history;

import com.sexyresume.command.RecordedStreams;
import com.sexyresume.command.StreamId;
import com.sexyresume.events.UserId;
import com.sexyresume.eventstore.PostgresEventStore;
import java.util.Optional;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;

/** The streams of the event store, by their ids. */
record StreamsOfHistory(PostgresEventStore events) implements RecordedStreams {

    @Override
    public Optional<UserId> begunBy(StreamId stream) {
        return events.begunBy(stream.toString()).map(UserId::new);
    }

    @Override
    public DomainEventStream upTo(StreamId stream, long version) {
        return events.readUpTo(stream.toString(), version);
    }
}
