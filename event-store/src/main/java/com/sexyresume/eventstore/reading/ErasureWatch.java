package com.sexyresume.eventstore.reading;

import com.sexyresume.eventstore.append.History;
import com.sexyresume.eventstore.history.HistoryUnreachable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells this process of every erasure, on whatever node it was recorded, so that nothing of the subject stays in
 * memory: soon after the history has grown, and at the latest a poll interval after, whether or not a notification was
 * lost. It has no token, because memory is empty when a process starts.
 *
 * <p>What it calls must be able to be called twice for the same subject.
 */
public final class ErasureWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ErasureWatch.class);

    /** The least time between two looks, so that it costs nothing however fast the history grows. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final History history;
    private final DataSource keys;
    private final Duration pollInterval;
    private final List<Consumer<UUID>> forget;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("erasure-watch").unstarted(this::watch);
    private volatile long seen;
    private volatile boolean closed;

    /**
     * @param keys connections of the login {@code appender} or {@code projector}
     * @param pollInterval at most 4 s, because an erasure is effective everywhere within 5 s
     * @param forget what forgets a subject, in this order
     */
    public ErasureWatch(History history, DataSource keys, Duration pollInterval, List<Consumer<UUID>> forget) {
        if (pollInterval.compareTo(Duration.ofSeconds(4)) > 0) {
            throw new IllegalArgumentException("Erasures are looked for every 4 s at least");
        }
        this.history = history;
        this.keys = keys;
        this.pollInterval = pollInterval;
        this.forget = List.copyOf(forget);
    }

    /**
     * From now on; what was erased before is found erased by whoever asks.
     *
     * @throws HistoryUnreachable if the database does not answer
     */
    public void start() {
        seen = history.head();
        thread.start();
    }

    private void watch() {
        boolean failing = false;
        try {
            while (!closed) {
                long committed = history.committed().position();
                try {
                    look();
                    failing = false;
                } catch (SQLException | RuntimeException failed) {
                    if (!failing && !closed) {
                        log.warn("Erasures cannot be looked for, trying again: {}", failed.getMessage());
                    }
                    failing = true;
                }
                Thread.sleep(PAUSE);
                boolean _ = history.committed().awaitAbove(committed, pollInterval.toNanos());
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws SQLException {
        long last = seen;
        List<UUID> erased = new ArrayList<>();
        try (Connection connection = keys.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT subject, erased_position"
                        + " FROM personal_data.subject_key WHERE erased_position > ? ORDER BY erased_position")) {
            query.setLong(1, seen);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    erased.add(row.getObject(1, UUID.class));
                    last = row.getLong(2);
                }
            }
        }
        for (UUID subject : erased) {
            forget.forEach(memory -> memory.accept(subject));
        }
        seen = last;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            if (thread.isAlive() && !thread.join(CLOSING)) {
                log.warn("The watch for erasures is still waiting for the database");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
