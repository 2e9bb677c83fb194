package com.sexyresume.eventstore.reading;

import com.sexyresume.eventstore.append.History;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raises the history's high-water mark to what other nodes append, tells them what this one appends, and wakes whoever
 * waits. Three threads, from {@link #start} to {@link #close}:
 *
 * <ul>
 *   <li>one wakes, as soon as the mark rises;
 *   <li>one notifies the other nodes after appends, in a transaction of its own and not more often than an interval
 *       allows, because a NOTIFY within the append would cost it a factor of two;
 *   <li>one listens, and asks for the head when it has heard nothing for a while: a notification may be lost.
 * </ul>
 */
final class HeadWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HeadWatch.class);

    private static final String CHANNEL = "event_store";
    private static final Duration CLOSING = Duration.ofSeconds(2);

    /** A server that is gone without a word must not leave this node deaf for longer. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

    private final History history;
    private final DataSource listens;
    private final DataSource notifies;
    private final Duration pollInterval;
    private final Duration notifyInterval;
    private final Set<Runnable> sleepers = ConcurrentHashMap.newKeySet();
    private final Thread[] threads;

    private volatile @Nullable Connection listening;
    private volatile boolean closed;

    HeadWatch(
            History history, DataSource listens, DataSource notifies, Duration pollInterval, Duration notifyInterval) {
        this.history = history;
        this.listens = listens;
        this.notifies = notifies;
        this.pollInterval = pollInterval;
        this.notifyInterval = notifyInterval;
        // Of the platform: an interrupted virtual thread would break the connection that it waits for.
        this.threads = new Thread[] {
            Thread.ofPlatform().daemon().name("history-wake").unstarted(this::wake),
            Thread.ofPlatform().daemon().name("history-notify").unstarted(this::tell),
            Thread.ofPlatform().daemon().name("history-listen").unstarted(this::listen)
        };
    }

    void start() {
        for (Thread thread : threads) {
            thread.start();
        }
    }

    Thread[] threads() {
        return threads.clone();
    }

    /** Calls it after every rise of the mark, on a thread that it must not hold up. */
    void add(Runnable sleeper) {
        sleepers.add(sleeper);
    }

    void remove(Runnable sleeper) {
        sleepers.remove(sleeper);
    }

    private void wake() {
        long seen = 0;
        try {
            while (!closed) {
                history.committed().awaitAbove(seen, Long.MAX_VALUE);
                seen = history.committed().position();
                for (Runnable sleeper : sleepers) {
                    try {
                        sleeper.run();
                    } catch (RuntimeException failed) {
                        // A processor that is being shut down takes no more tasks.
                        log.debug("Nobody could be woken", failed);
                    }
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell() {
        long told = 0;
        try {
            while (!closed) {
                history.appended().awaitAbove(told, Long.MAX_VALUE);
                told = history.appended().position();
                tell(told);
                Thread.sleep(notifyInterval);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(long position) {
        // It is only a hint, so its commit need not reach the disk.
        try (Connection connection = notifies.getConnection();
                PreparedStatement notify = connection.prepareStatement(
                        "SELECT pg_catalog.set_config('synchronous_commit', 'off', true), pg_catalog.pg_notify(?, ?)")) {
            notify.setString(1, CHANNEL);
            notify.setString(2, Long.toString(position));
            notify.execute();
        } catch (SQLException failed) {
            log.debug("Other nodes were not notified of position {}; they will ask", position, failed);
        }
    }

    private void listen() {
        boolean deaf = false;
        while (!closed) {
            try (Connection connection = listens.getConnection()) {
                listening = connection;
                listen(connection, deaf);
            } catch (SQLException failed) {
                if (!closed && !deaf) {
                    log.warn("The database cannot be listened to, trying again: {}", failed.getMessage());
                    deaf = true;
                }
            } finally {
                listening = null;
            }
            try {
                if (!closed) {
                    TimeUnit.NANOSECONDS.sleep(pollInterval.toNanos());
                }
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void listen(Connection connection, boolean wasDeaf) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(LONGEST_SILENCE.toMillis()));
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + CHANNEL);
            // Whatever was appended before it listened.
            history.committed().raise(head(statement));
            if (wasDeaf) {
                log.info("The database can be listened to again");
            }
            while (!closed) {
                PGNotification @Nullable [] heard =
                        postgres.getNotifications(Math.toIntExact(Math.max(1, pollInterval.toMillis())));
                if (heard == null || heard.length == 0) {
                    history.committed().raise(head(statement));
                } else {
                    for (PGNotification notification : heard) {
                        history.committed().raise(Long.parseLong(notification.getParameter()));
                    }
                }
            }
            statement.execute("UNLISTEN " + CHANNEL);
        }
    }

    private static long head(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT position FROM event_store.head")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Returns when the threads have ended and their connections are given back. */
    @Override
    public void close() {
        closed = true;
        sleepers.clear();
        for (Thread thread : threads) {
            thread.interrupt();
        }
        if (listening != null) {
            // What wakes the listeners of other nodes wakes this one as well.
            tell(history.committed().position());
        }
        try {
            for (Thread thread : threads) {
                if (!thread.join(CLOSING)) {
                    breakConnection();
                    thread.join();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A database that does not answer any more must not hold up whoever closes. */
    private void breakConnection() {
        Connection connection = listening;
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException broken) {
                log.debug("The connection that listens was broken already", broken);
            }
        }
    }
}
