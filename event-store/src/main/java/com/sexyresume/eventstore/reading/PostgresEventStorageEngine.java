package com.sexyresume.eventstore.reading;

import com.sexyresume.events.AccountingRecord;
import com.sexyresume.events.Erasure;
import com.sexyresume.events.UserEvent;
import com.sexyresume.eventstore.append.History;
import com.sexyresume.eventstore.append.PendingEvents;
import com.sexyresume.eventstore.history.Append;
import com.sexyresume.eventstore.history.HistoryReads;
import com.sexyresume.eventstore.history.HistoryUnreachable;
import com.sexyresume.eventstore.history.NewEvent;
import com.sexyresume.eventstore.history.StoredEvent;
import com.sexyresume.eventstore.history.StreamName;
import com.sexyresume.eventstore.json.EventSerializer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.common.AxonConfigurationException;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.eventsourcing.eventstore.BatchingEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the {@link History} to Axon. Tokens are {@link GlobalSequenceTrackingToken}s whose index is the position: with
 * dense positions in commit order a reader never skips and needs no gaps.
 *
 * <p>An aggregate identifier is {@code type:uuid}, an event belongs to a stream, and its payload is one that the event
 * serializer knows. While a command gathers {@link PendingEvents}, events are appended when the unit of work commits,
 * with the command and its claims; elsewhere at once, under the first event's id as the command's.
 */
public final class PostgresEventStorageEngine extends BatchingEventStorageEngine {

    private static final Logger log = LoggerFactory.getLogger(PostgresEventStorageEngine.class);

    private static final int DEFAULT_BATCH_SIZE = 500;

    private final History history;
    private final boolean snapshots;
    private final SnapshotFilter snapshotFilter;

    private PostgresEventStorageEngine(Builder builder, History history) {
        super(builder);
        this.history = history;
        this.snapshots = builder.snapshots;
        this.snapshotFilter = builder.snapshotFilter;
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (events.isEmpty()) {
            return;
        }
        PendingEvents recording = PendingEvents.current();
        List<NewEvent> appended = new ArrayList<>(events.size());
        for (EventMessage<?> event : events) {
            appended.add(newEvent(event, serializer, recording));
        }
        if (recording != null) {
            recording.events().addAll(appended);
            return;
        }
        NewEvent last = appended.getLast();
        history.append(
                new Append(appended.getFirst().eventId(), "", last.stream(), last.version(), appended, List.of()));
    }

    private static NewEvent newEvent(
            EventMessage<?> message, Serializer serializer, @Nullable PendingEvents recording) {
        if (!(message instanceof DomainEventMessage<?> event)) {
            throw new IllegalArgumentException(
                    "An event belongs to a stream, but " + message.getPayloadType() + " was published without one");
        }
        SerializedObject<String> payload = event.serializePayload(serializer, String.class);
        MetaData metadata = event.getMetaData();
        if (recording != null) {
            metadata = metadata.mergedWith(recording.origin());
        }
        return new NewEvent(
                UUID.fromString(event.getIdentifier()),
                StreamName.parse(event.getAggregateIdentifier()),
                event.getSequenceNumber(),
                payload.getType().getName(),
                Integer.parseInt(payload.getType().getRevision()),
                event.getTimestamp(),
                recording == null ? null : recording.userId(),
                serializer.serialize(metadata, String.class).getData(),
                payload.getData(),
                subject(event.getPayload()),
                event.getPayload() instanceof Erasure);
    }

    /** Whose erasure forbids the event. */
    private static @Nullable UUID subject(Object event) {
        return event instanceof UserEvent about && !(event instanceof AccountingRecord)
                ? about.userId().value()
                : null;
    }

    @Override
    protected Stream<? extends DomainEventData<?>> readEventData(String identifier, long firstSequenceNumber) {
        StreamName stream = StreamName.parse(identifier);
        return Stream.<HistoryReads.@Nullable Page>iterate(
                        history.of(stream, firstSequenceNumber, batchSize()),
                        page -> page != null,
                        page -> page == null || page.last()
                                ? null
                                : history.of(stream, page.events().getLast().version() + 1, batchSize()))
                .flatMap(page -> page == null ? Stream.of() : page.events().stream());
    }

    @Override
    protected List<? extends DomainEventData<?>> fetchDomainEvents(
            String aggregateIdentifier, long firstSequenceNumber, int batchSize) {
        return history.of(StreamName.parse(aggregateIdentifier), firstSequenceNumber, batchSize)
                .events();
    }

    @Override
    protected List<? extends TrackedEventData<?>> fetchTrackedEvents(@Nullable TrackingToken lastToken, int batchSize) {
        return history.after(position(lastToken), batchSize).events();
    }

    /** What comes after a position, as far as one page goes. */
    HistoryReads.Page page(long position) {
        return history.after(position, batchSize());
    }

    /** Reads JSON only as the stream is consumed, so that what comes before an unreadable event is still delivered. */
    Stream<? extends TrackedEventMessage<?>> messages(HistoryReads.Page page) {
        return EventUtils.upcastAndDeserializeTrackedEvents(
                page.events().stream(), getEventSerializer(), upcasterChain);
    }

    /** What one stored event says. */
    TrackedEventMessage<?> message(StoredEvent stored) {
        return EventUtils.upcastAndDeserializeTrackedEvents(Stream.of(stored), getEventSerializer(), upcasterChain)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Some of the history in order.
     *
     * @param reached the position up to which nothing is missing
     */
    public record Bulk(List<? extends TrackedEventMessage<?>> events, long reached) {}

    /**
     * What is recorded in ({@code after}, {@code upTo}] for a reader of much of it: in one query, with the subjects'
     * keys in another. Payloads are decrypted and decoded by whoever asks for them first, on any thread.
     *
     * @param skipped {@code type:revision} of events to leave out; none that an upcaster would turn into another
     * @param limit of events
     * @param chars of payload at which it ends, with the event that reaches them
     */
    public Bulk bulk(long after, long upTo, Collection<String> skipped, int limit, long chars) {
        HistoryReads.Page page = history.between(after, upTo, skipped, limit, chars);
        List<StoredEvent> events = page.events();
        if (getEventSerializer() instanceof EventSerializer serializer) {
            serializer.prepare(events.stream().map(StoredEvent::payload));
        }
        return new Bulk(
                messages(page).toList(), page.last() ? upTo : events.getLast().position());
    }

    History history() {
        return history;
    }

    static long position(@Nullable TrackingToken token) {
        return switch (token) {
            case null -> 0;
            case GlobalSequenceTrackingToken global -> global.getGlobalIndex();
            case WrappedToken wrapped -> position(WrappedToken.unwrapLowerBound(wrapped));
            default ->
                throw new IllegalArgumentException("A position is a GlobalSequenceTrackingToken, not a "
                        + token.getClass().getSimpleName() + ", which another event store has left");
        };
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String aggregateIdentifier) {
        OptionalLong version = history.lastVersion(StreamName.parse(aggregateIdentifier));
        return version.isPresent() ? Optional.of(version.getAsLong()) : Optional.empty();
    }

    @Override
    public TrackingToken createTailToken() {
        return new GlobalSequenceTrackingToken(0);
    }

    @Override
    public TrackingToken createHeadToken() {
        return new GlobalSequenceTrackingToken(history.head());
    }

    @Override
    public TrackingToken createTokenAt(Instant dateTime) {
        return new GlobalSequenceTrackingToken(history.positionBefore(dateTime));
    }

    @Override
    protected void storeSnapshot(DomainEventMessage<?> snapshot, Serializer serializer) {
        SerializedObject<String> payload = snapshot.serializePayload(serializer, String.class);
        history.store(new HistoryReads.Snapshot(
                StreamName.parse(snapshot.getAggregateIdentifier()),
                snapshot.getSequenceNumber(),
                snapshot.getTimestamp(),
                payload.getType().getName(),
                payload.getType().getRevision(),
                payload.getData()));
    }

    @Override
    protected Stream<? extends DomainEventData<?>> readSnapshotData(String aggregateIdentifier) {
        return snapshotData(aggregateIdentifier, Long.MAX_VALUE);
    }

    private Stream<? extends DomainEventData<?>> snapshotData(String aggregateIdentifier, long upTo) {
        if (!snapshots) {
            return Stream.of();
        }
        return history.snapshot(StreamName.parse(aggregateIdentifier), upTo).stream()
                .map(snapshot -> new GenericDomainEventEntry<>(
                        snapshot.stream().type(),
                        aggregateIdentifier,
                        snapshot.version(),
                        "snapshot",
                        snapshot.time(),
                        snapshot.type(),
                        snapshot.revision(),
                        snapshot.payload(),
                        "{}"));
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
        return readSnapshot(aggregateIdentifier, Long.MAX_VALUE);
    }

    /**
     * The latest snapshot that is no later than the version. A snapshot can always be done without: one that cannot be
     * read, or whose key is gone, is none.
     */
    Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier, long upTo) {
        try {
            return snapshotData(aggregateIdentifier, upTo)
                    .filter(snapshotFilter::allow)
                    .map(snapshot -> EventStreamUtils.upcastAndDeserializeDomainEvents(
                            Stream.of(snapshot), getSnapshotSerializer(), upcasterChain))
                    .<DomainEventMessage<?>>flatMap(DomainEventStream::asStream)
                    .filter(snapshot -> snapshot.getPayload() != null)
                    .findFirst();
        } catch (HistoryUnreachable unreachable) {
            throw unreachable;
        } catch (RuntimeException unreadable) {
            log.info("The snapshot of {} is ignored: {}", aggregateIdentifier, unreadable.getMessage());
            return Optional.empty();
        }
    }

    /** Its history and its event serializer are required; without a snapshot serializer there are no snapshots. */
    public static final class Builder extends BatchingEventStorageEngine.Builder {

        private @Nullable History history;
        private boolean serializesEvents;
        private boolean snapshots;
        private SnapshotFilter snapshotFilter = SnapshotFilter.allowAll();

        private Builder() {
            super.batchSize(DEFAULT_BATCH_SIZE);
        }

        public Builder history(History history) {
            this.history = history;
            return this;
        }

        @Override
        public Builder eventSerializer(Serializer eventSerializer) {
            super.eventSerializer(eventSerializer);
            if (!snapshots) {
                super.snapshotSerializer(eventSerializer);
            }
            serializesEvents = true;
            return this;
        }

        @Override
        public Builder snapshotSerializer(Serializer snapshotSerializer) {
            super.snapshotSerializer(snapshotSerializer);
            snapshots = true;
            return this;
        }

        @Override
        public Builder snapshotFilter(SnapshotFilter snapshotFilter) {
            super.snapshotFilter(snapshotFilter);
            this.snapshotFilter = snapshotFilter;
            return this;
        }

        @Override
        public Builder upcasterChain(EventUpcaster upcasterChain) {
            super.upcasterChain(upcasterChain);
            return this;
        }

        @Override
        public Builder batchSize(int batchSize) {
            super.batchSize(batchSize);
            return this;
        }

        public PostgresEventStorageEngine build() {
            History required = history;
            if (required == null || !serializesEvents) {
                throw new AxonConfigurationException("An engine needs a history and an event serializer");
            }
            return new PostgresEventStorageEngine(this, required);
        }
    }
}
