package com.sexyresume.eventstore.reading;

import com.sexyresume.events.UnknownEvent;
import com.sexyresume.eventstore.history.HistoryReads;
import com.sexyresume.eventstore.history.StoredEvent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * What was read of the history last, so that every reader of this process gets each event from one query and as one
 * message, whose payload is decrypted and decoded once. Readers at the head wait for the one that asks the database;
 * whoever is further behind than what is kept asks for itself.
 *
 * <p>What is kept is bounded in bytes: half of them for pages, half for {@link LargePayloads}.
 *
 * <p>What is kept has no gaps: each page begins where the one before it ends.
 */
final class RecentPages {

    private static final int MOST_PAGES = 128;
    private static final int MOST_EVENTS = 4_000;

    /** Of an event beside its payload and its metadata. */
    private static final long EVENT_BYTES = 1_024;

    private final PostgresEventStorageEngine engine;
    private final LargePayloads payloads;
    private final long maximumBytes;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile List<ReadPage> pages = List.of();

    RecentPages(PostgresEventStorageEngine engine, long maximumBytes) {
        this.engine = engine;
        this.maximumBytes = maximumBytes / 2;
        this.payloads = new LargePayloads(engine, maximumBytes / 2);
    }

    /**
     * Some of the history, without gaps.
     *
     * @param upTo the position of the last event
     * @param unreadable why what follows cannot be delivered
     * @param bytes about what the events hold
     */
    record ReadPage(
            long after,
            long upTo,
            List<TrackedEventMessage<?>> events,
            @Nullable RuntimeException unreadable,
            long bytes) {

        /** What of it comes after a position in it. */
        Iterator<TrackedEventMessage<?>> from(long position) {
            return events.listIterator(Math.toIntExact(position - after));
        }
    }

    /** The page that holds what comes after a position; null if there is nothing yet. */
    @Nullable
    ReadPage after(long position) {
        ReadPage known = find(position);
        if (known != null) {
            return known;
        }
        if (position < reached()) {
            return read(position);
        }
        reading.lock();
        try {
            known = find(position);
            if (known != null) {
                return known;
            }
            ReadPage read = read(position);
            if (read != null && read.unreadable() == null) {
                keep(read);
            }
            return read;
        } finally {
            reading.unlock();
        }
    }

    /** Forgets all of it: payloads that were decoded may be about somebody who was erased since. */
    void clear() {
        reading.lock();
        try {
            pages = List.of();
            payloads.clear();
        } finally {
            reading.unlock();
        }
    }

    private long reached() {
        List<ReadPage> kept = pages;
        return kept.isEmpty() ? 0 : kept.getLast().upTo();
    }

    private @Nullable ReadPage find(long position) {
        List<ReadPage> kept = pages;
        for (int i = kept.size() - 1; i >= 0 && kept.get(i).upTo() > position; i--) {
            if (kept.get(i).after() <= position) {
                return kept.get(i);
            }
        }
        return null;
    }

    private void keep(ReadPage read) {
        List<ReadPage> kept = new ArrayList<>(pages);
        if (read.after() != reached()) {
            kept.clear();
        }
        kept.add(read);
        int events = kept.stream().mapToInt(page -> page.events().size()).sum();
        long bytes = kept.stream().mapToLong(ReadPage::bytes).sum();
        while (kept.size() > 1 && (kept.size() > MOST_PAGES || events > MOST_EVENTS || bytes > maximumBytes)) {
            ReadPage oldest = kept.removeFirst();
            events -= oldest.events().size();
            bytes -= oldest.bytes();
        }
        pages = List.copyOf(kept);
    }

    private @Nullable ReadPage read(long position) {
        HistoryReads.Page page = engine.page(position);
        if (page.events().isEmpty()) {
            return null;
        }
        List<TrackedEventMessage<?>> events = new ArrayList<>(page.events().size());
        RuntimeException unreadable = null;
        long bytes = 0;
        Iterator<? extends TrackedEventMessage<?>> messages =
                engine.messages(page).iterator();
        try {
            while (messages.hasNext()) {
                StoredEvent stored = page.events().get(events.size());
                events.add(payloads.lightened(messages.next(), stored));
                bytes += bytes(stored);
            }
        } catch (UnknownEvent | SerializationException failed) {
            unreadable = failed;
        }
        return new ReadPage(position, position + events.size(), List.copyOf(events), unreadable, bytes);
    }

    private static long bytes(StoredEvent event) {
        int payload = event.payload().length();
        int held = payload < LargePayloads.LARGE_CHARS ? payload : 0;
        return EVENT_BYTES
                + (long) LargePayloads.BYTES_PER_CHAR * (event.metadata().length() + held);
    }

    /** How many bytes are held now. */
    long bytes() {
        return pages.stream().mapToLong(ReadPage::bytes).sum() + payloads.bytes();
    }
}
