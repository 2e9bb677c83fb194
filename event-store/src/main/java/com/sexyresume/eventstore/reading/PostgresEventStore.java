package com.sexyresume.eventstore.reading;

import com.sexyresume.events.UnknownEvent;
import com.sexyresume.eventstore.append.History;
import com.sexyresume.eventstore.history.HighWaterMark;
import com.sexyresume.eventstore.history.HistoryUnreachable;
import com.sexyresume.eventstore.history.StreamName;
import com.sexyresume.eventstore.reading.RecentPages.ReadPage;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.axonframework.common.AxonConfigurationException;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventBusSpanFactory;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.lifecycle.Lifecycle;
import org.axonframework.lifecycle.Phase;
import org.axonframework.monitoring.MessageMonitor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An event store whose readers are woken: after an append of this node at once, after one of another node when it
 * notifies, at the latest after the poll interval. A reader that has nothing to read asks the database nothing, and
 * readers of the same events ask once.
 */
public final class PostgresEventStore extends AbstractEventStore implements Lifecycle, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PostgresEventStore.class);

    private final PostgresEventStorageEngine engine;
    private final RecentPages pages;
    private final HighWaterMark committed;
    private final HeadWatch watch;
    private final Set<PositionStream> streams = ConcurrentHashMap.newKeySet();
    private final ReentrantLock starting = new ReentrantLock();
    private boolean started;
    private volatile boolean closed;
    private volatile @Nullable UnknownEvent waitsBefore;

    private PostgresEventStore(Builder builder, PostgresEventStorageEngine engine, HeadWatch watch) {
        super(builder);
        this.engine = engine;
        this.pages = new RecentPages(engine, builder.readBytes);
        this.committed = engine.history().committed();
        this.watch = watch;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Begins to watch the head of the history; the first stream that is opened does it too. */
    public void start() {
        starting.lock();
        try {
            if (!started && !closed) {
                started = true;
                watch.start();
            }
        } finally {
            starting.unlock();
        }
    }

    /** Ends all streams and threads. Appends and reads of single streams still work. */
    @Override
    public void close() {
        starting.lock();
        try {
            closed = true;
            streams.forEach(PositionStream::close);
            if (started) {
                started = false;
                watch.close();
            }
        } finally {
            starting.unlock();
        }
    }

    Thread[] threads() {
        return watch.threads();
    }

    /**
     * A history that cannot be reached is not asked again for the whole stream, which would double the caller's wait.
     */
    @Override
    protected Optional<DomainEventMessage<?>> handleSnapshotReadingError(
            String aggregateIdentifier, Throwable failure) {
        if (failure instanceof HistoryUnreachable unreachable) {
            throw unreachable;
        }
        return super.handleSnapshotReadingError(aggregateIdentifier, failure);
    }

    /** Who sent the command that began a stream, if somebody did, at the cost of one small row. */
    public Optional<UUID> begunBy(String stream) {
        return history().begunBy(StreamName.parse(stream));
    }

    /**
     * What a stream was at a version: the latest snapshot that is no later, if there is one, and what follows it. It
     * may hold later events too, which are for the reader to leave.
     */
    public DomainEventStream readUpTo(String stream, long version) {
        return engine.readSnapshot(stream, version)
                .map(snapshot -> DomainEventStream.concat(
                        DomainEventStream.of(snapshot), readEvents(stream, snapshot.getSequenceNumber() + 1)))
                .orElseGet(() -> readEvents(stream, 0));
    }

    public History history() {
        return engine.history();
    }

    @Override
    public void registerLifecycleHandlers(LifecycleRegistry lifecycle) {
        lifecycle.onStart(Phase.INBOUND_EVENT_CONNECTORS, this::start);
        lifecycle.onShutdown(Phase.INBOUND_EVENT_CONNECTORS - 10, this::close);
    }

    @Override
    public TrackingEventStream openStream(@Nullable TrackingToken token) {
        start();
        PositionStream stream = new PositionStream(PostgresEventStorageEngine.position(token));
        streams.add(stream);
        if (closed) {
            stream.close();
        }
        return stream;
    }

    /**
     * The event that readers of this process wait in front of, because this version does not know its type or revision;
     * empty again once one of them has passed it.
     */
    public Optional<UnknownEvent> waitsBefore() {
        return Optional.ofNullable(waitsBefore);
    }

    /** Keeps nothing in memory of what was read so far: somebody was erased, whom it may be about. */
    public void forgetRead() {
        pages.clear();
    }

    /** How many bytes of what was read are held now. */
    long readBytes() {
        return pages.bytes();
    }

    private void stopBefore(UnknownEvent unknown) {
        UnknownEvent known = waitsBefore;
        waitsBefore = unknown;
        if (known == null || known.position() != unknown.position()) {
            log.warn("Readers wait: {}", unknown.getMessage());
        }
    }

    private void passed(long position) {
        UnknownEvent unknown = waitsBefore;
        if (unknown != null && unknown.position() <= position) {
            waitsBefore = null;
        }
    }

    /** The history from a position on, page by page. Only {@link #close} ends it. */
    private final class PositionStream implements TrackingEventStream {

        private final ReentrantLock reading = new ReentrantLock();
        private final Runnable sleeper = this::wake;
        private long position;
        private boolean asked;
        private Iterator<TrackedEventMessage<?>> page = Collections.emptyIterator();
        private @Nullable TrackedEventMessage<?> next;
        private @Nullable RuntimeException unreadable;
        private final Set<Class<?>> skipped = ConcurrentHashMap.newKeySet();
        private volatile @Nullable Runnable callback;
        private volatile boolean ended;

        /** @param position of the last event that was read before, 0 for none */
        PositionStream(long position) {
            this.position = position;
        }

        @Override
        public boolean setOnAvailableCallback(Runnable callback) {
            this.callback = callback;
            if (!ended) {
                watch.add(sleeper);
            }
            return true;
        }

        private void wake() {
            Runnable waiting = callback;
            if (waiting != null) {
                waiting.run();
            }
        }

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            reading.lock();
            try {
                return Optional.ofNullable(find());
            } finally {
                reading.unlock();
            }
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
            long deadline = System.nanoTime() + unit.toNanos(timeout);
            while (true) {
                long seen;
                reading.lock();
                try {
                    if (find() != null) {
                        return true;
                    }
                    seen = Math.max(position, committed.position());
                } finally {
                    reading.unlock();
                }
                long left = deadline - System.nanoTime();
                if (ended || left <= 0 || !committed.awaitAbove(seen, left)) {
                    return false;
                }
            }
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
            while (true) {
                reading.lock();
                try {
                    TrackedEventMessage<?> found = find();
                    if (found != null) {
                        next = null;
                        return found;
                    }
                } finally {
                    reading.unlock();
                }
                if (ended) {
                    throw new IllegalStateException("The stream is closed");
                }
                boolean _ = hasNextAvailable(1, TimeUnit.SECONDS);
            }
        }

        /** The next event, if it is here or known to be in the database. */
        private @Nullable TrackedEventMessage<?> find() {
            while (next == null && !ended) {
                if (page.hasNext()) {
                    next = nextOfPage();
                    passed(PostgresEventStorageEngine.position(next.trackingToken()));
                } else if (unreadable != null) {
                    throw stopped(unreadable);
                } else if (!asked || committed.position() > position) {
                    asked = true;
                    ReadPage found = pages.after(position);
                    if (found == null) {
                        return null;
                    }
                    page = found.from(position);
                    position = found.upTo();
                    committed.raise(position);
                    unreadable = found.unreadable();
                } else {
                    return null;
                }
            }
            return next;
        }

        /** The last of a page is delivered in any case, so that the reader's token moves on. */
        private TrackedEventMessage<?> nextOfPage() {
            TrackedEventMessage<?> event = page.next();
            while (skipped.contains(event.getPayloadType()) && page.hasNext()) {
                event = page.next();
            }
            return event;
        }

        @Override
        public void skipMessagesWithPayloadTypeOf(TrackedEventMessage<?> ignored) {
            skipped.add(ignored.getPayloadType());
        }

        /** An event that cannot be read ends the stream where it stands: what follows it is not delivered. */
        private RuntimeException stopped(RuntimeException unreadable) {
            if (unreadable instanceof UnknownEvent unknown) {
                stopBefore(unknown);
            }
            return unreadable;
        }

        @Override
        public void close() {
            ended = true;
            streams.remove(this);
            watch.remove(sleeper);
        }
    }

    /** An engine and two connection pools are required. */
    public static final class Builder extends AbstractEventStore.Builder {

        private @Nullable PostgresEventStorageEngine engine;
        private @Nullable DataSource listens;
        private @Nullable DataSource notifies;
        private Duration pollInterval = Duration.ofSeconds(1);
        private Duration notifyInterval = Duration.ofMillis(20);
        private long readBytes = 64L << 20;

        private Builder() {}

        public Builder storageEngine(PostgresEventStorageEngine engine) {
            super.storageEngine(engine);
            this.engine = engine;
            return this;
        }

        /** One connection is kept from this pool for listening; a login that may read the head, such as projector. */
        public Builder listens(DataSource listens) {
            this.listens = listens;
            return this;
        }

        /** Any login. */
        public Builder notifies(DataSource notifies) {
            this.notifies = notifies;
            return this;
        }

        /** How long a lost notification goes unnoticed; 1 s by default. */
        public Builder pollInterval(Duration pollInterval) {
            this.pollInterval = pollInterval;
            return this;
        }

        /** How much time is left between two notifications to other nodes; 20 ms by default. */
        public Builder notifyInterval(Duration notifyInterval) {
            this.notifyInterval = notifyInterval;
            return this;
        }

        /** How many bytes of what was read last are kept for the other readers; 64 MiB by default. */
        public Builder readBytes(long readBytes) {
            this.readBytes = readBytes;
            return this;
        }

        @Override
        public Builder messageMonitor(MessageMonitor<? super EventMessage<?>> messageMonitor) {
            super.messageMonitor(messageMonitor);
            return this;
        }

        @Override
        public Builder spanFactory(EventBusSpanFactory spanFactory) {
            super.spanFactory(spanFactory);
            return this;
        }

        public PostgresEventStore build() {
            if (engine == null || listens == null || notifies == null) {
                throw new AxonConfigurationException("An event store needs an engine and two connection pools");
            }
            return new PostgresEventStore(
                    this, engine, new HeadWatch(engine.history(), listens, notifies, pollInterval, notifyInterval));
        }
    }
}
