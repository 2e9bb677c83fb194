package com.sexyresume.command;

import com.sexyresume.events.UserId;
import java.util.Optional;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;

/** Streams as they are recorded; whose one is can be asked before anything of it is read. */
public interface RecordedStreams {

    /**
     * The user whose request began the stream, at the cost of one small row, whatever the stream holds.
     *
     * @return empty when there is no such stream, or no user began it
     */
    Optional<UserId> begunBy(StreamId stream);

    /**
     * The stream from the latest snapshot that is no later than the version, if it has one: then the first payload is
     * the aggregate.
     *
     * @param version counted from 0; events behind it are for the reader to leave
     */
    DomainEventStream upTo(StreamId stream, long version);
}
