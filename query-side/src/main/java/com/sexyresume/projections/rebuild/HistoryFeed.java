package com.sexyresume.projections.rebuild;

import com.sexyresume.events.DomainEvent;
import com.sexyresume.events.EventCatalog;
import com.sexyresume.events.EventType;
import com.sexyresume.projections.Recorded;
import com.sexyresume.projections.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.axonframework.common.AxonException;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * The events that a projector follows, from a position on, in batches: the next ones are read by one thread and decoded
 * by others while the last ones become rows. It is for one consumer, which closes it.
 */
final class HistoryFeed<E extends DomainEvent> implements AutoCloseable {

    /** Batches that are read and not yet consumed; the memory of a feed is bounded by them. */
    private static final int AHEAD = 2;

    /** Events that are decoded by one thread at a time. */
    private static final int SLICE = 500;

    /** Positions that are looked through in one query at most, so that progress is seen where little is followed. */
    private static final long STRIDE = 100_000;

    private static final Duration CLOSE_STEP = Duration.ofMillis(20);

    /** The history, or a key that it is read with, could not be had: it may be later. */
    static final class Away extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Away(RuntimeException cause) {
            super(cause);
        }
    }

    /** What a batch holds: all of the followed events up to a position. */
    record Batch<E extends DomainEvent>(List<Recorded<E>> events, long reached) {}

    private record Read<E extends DomainEvent>(
            List<CompletableFuture<List<Recorded<E>>>> slices,
            long reached,
            @Nullable RuntimeException failure) {}

    private final BulkHistory history;
    private final Subscription<E> following;
    private final RebuildProperties limits;
    private final Executor decoding;
    private final Set<String> skipped;
    private final BlockingQueue<Read<E>> ahead = new ArrayBlockingQueue<>(AHEAD);
    private final Thread reader;
    private volatile boolean closed;

    /** Reads ({@code from}, {@code to}]. */
    HistoryFeed(
            BulkHistory history,
            Subscription<E> following,
            RebuildProperties limits,
            Executor decoding,
            long from,
            long to) {
        this.history = history;
        this.following = following;
        this.limits = limits;
        this.decoding = decoding;
        this.skipped = skipped(following);
        this.reader = Thread.ofPlatform()
                .daemon()
                .name("rebuild-reader-" + following.projector().name())
                .start(() -> read(from, to));
    }

    /**
     * Every event of this version's that is not followed. One of another revision is read, because an upcaster may turn
     * it into one that is.
     */
    private static Set<String> skipped(Subscription<?> following) {
        Set<String> skipped = new LinkedHashSet<>();
        for (Class<?> event : EventCatalog.events()) {
            EventType type = event.getAnnotation(EventType.class);
            if (type != null && !following.follows(event)) {
                skipped.add(type.name() + ":" + type.revision());
            }
        }
        return skipped;
    }

    /** The next batch, for as long as there is one. */
    Batch<E> next() {
        try {
            Read<E> read = ahead.take();
            if (read.failure() != null) {
                throw read.failure();
            }
            List<Recorded<E>> events = new ArrayList<>();
            for (CompletableFuture<List<Recorded<E>>> slice : read.slices()) {
                events.addAll(slice.join());
            }
            return new Batch<>(events, read.reached());
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException own ? away(own) : failed;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading the history", interrupted);
        }
    }

    private void read(long from, long to) {
        try {
            long position = from;
            while (position < to && !closed) {
                BulkHistory.Page page = history.read(
                        position, Math.min(to, position + STRIDE), skipped, limits.batchSize(), limits.batchChars());
                if (page.reached() <= position) {
                    throw new IllegalStateException("The history ends at " + position + " before " + to);
                }
                position = page.reached();
                put(new Read<>(slices(page.events()), position, null));
            }
        } catch (RuntimeException failed) {
            put(new Read<>(List.of(), from, away(failed)));
        }
    }

    private List<CompletableFuture<List<Recorded<E>>>> slices(List<? extends TrackedEventMessage<?>> events) {
        List<CompletableFuture<List<Recorded<E>>>> slices = new ArrayList<>();
        for (int begin = 0; begin < events.size(); begin += SLICE) {
            List<? extends TrackedEventMessage<?>> slice =
                    events.subList(begin, Math.min(events.size(), begin + SLICE));
            slices.add(CompletableFuture.supplyAsync(() -> decoded(slice), decoding));
        }
        return slices;
    }

    /** Recording it decodes it, which is the dear part. */
    private List<Recorded<E>> decoded(List<? extends TrackedEventMessage<?>> events) {
        return events.stream()
                .filter(event -> following.follows(event.getPayloadType()))
                .map(event -> Objects.requireNonNull(following.recorded(event)))
                .toList();
    }

    /** What Axon throws here is about reading; that something is there but unreadable is for good. */
    private static RuntimeException away(RuntimeException failed) {
        return failed instanceof AxonException && !(failed instanceof SerializationException)
                ? new Away(failed)
                : failed;
    }

    private void put(Read<E> read) {
        try {
            ahead.put(read);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The reader ends after its current query. It is not interrupted, which would break its connection. */
    @Override
    public void close() {
        closed = true;
        try {
            do {
                ahead.clear();
            } while (!reader.join(CLOSE_STEP));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
