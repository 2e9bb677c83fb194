package com.sexyresume.app.history;

import com.sexyresume.command.RecordedStreams;
import com.sexyresume.command.StreamId;
import com.sexyresume.events.UserId;
import com.sexyresume.eventstore.PostgresEventStore;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads who began a stream from the column that an auditor filters by: no payload is fetched, let alone decrypted. */
final class StreamsOfHistory implements RecordedStreams {

    private final JdbcClient rows;
    private final PostgresEventStore events;

    StreamsOfHistory(DataSource appender, PostgresEventStore events) {
        rows = JdbcClient.create(appender);
        this.events = events;
    }

    @Override
    public Optional<UserId> begunBy(StreamId stream) {
        return rows.sql("SELECT user_id FROM event_store.event WHERE stream_type = ? AND stream_id = ? AND version = 0"
                        + " AND user_id IS NOT NULL")
                .params(stream.type(), stream.id())
                .query(UUID.class)
                .optional()
                .map(UserId::new);
    }

    @Override
    public DomainEventStream upTo(StreamId stream, long version) {
        return events.readUpTo(stream.toString(), version);
    }
}
