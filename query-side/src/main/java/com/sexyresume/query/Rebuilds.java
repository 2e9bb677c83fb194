package com.sexyresume.query;

import com.sexyresume.query.Rebuild.Mode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Rebuilds projections from the history while their live rows answer: once at a time for each projection, on whatever
 * process, by a lock that belongs to the run's connection and ends with it.
 */
final class Rebuilds implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Rebuilds.class);

    /** The first half of the advisory locks' key: "rebu". */
    private static final int LOCKS = 0x72656275;

    private static final long STOP_SECONDS = 10;

    private final Map<String, Following<?>> followings = new HashMap<>();
    private final EventStorageEngine history;
    private final DataSource projection;
    private final JdbcClient rows;
    private final QueryProperties properties;
    private final Semaphore free;
    private final Phaser runs = new Phaser(1);
    private volatile boolean running;

    Rebuilds(
            EventStorageEngine history,
            List<Projector<?>> projectors,
            DataSource projection,
            QueryProperties properties) {
        projectors.forEach(projector -> followings.put(projector.name(), new Following<>(projector)));
        this.history = history;
        this.projection = projection;
        this.rows = JdbcClient.create(projection);
        this.properties = properties;
        this.free = new Semaphore(properties.rebuilds());
    }

    /**
     * Begins a rebuild and returns its id at once.
     *
     * @throws NoSuchRow when there is no such projection
     * @throws RebuildInProgress when it is being rebuilt, or too many others are
     */
    UUID begin(String name, Mode mode, UUID requestedBy) {
        Following<?> following = following(name);
        if (!running || !free.tryAcquire()) {
            throw RebuildInProgress.ofOthers();
        }
        Connection connection = null;
        try {
            connection = projection.getConnection();
            if (!lock(connection, name)) {
                throw RebuildInProgress.of(name);
            }
            sweep(connection, name);
            UUID id = UUID.randomUUID();
            on(connection).sql("""
                            INSERT INTO projections.rebuild (id, projection, mode, state, requested_by, requested_at,
                                                             changed_at, cancel_requested, position, target)
                            VALUES (?, ?, ?, 'running', ?, now(), now(), false, 0, 0)
                            """).params(id, name, mode.name(), requestedBy).update();
            Connection locked = connection;
            RebuildRun<?> run = new RebuildRun<>(
                    following, id, mode, history, properties.rebuildBatchSize(), () -> !running, locked);
            runs.register();
            Thread.ofVirtual().name("rebuild-" + name).start(() -> {
                try {
                    run.run();
                } finally {
                    release(locked, name);
                    free.release();
                    runs.arriveAndDeregister();
                }
            });
            return id;
        } catch (SQLException failure) {
            abandon(connection, name);
            throw new CannotGetJdbcConnectionException("No connection for a rebuild", failure);
        } catch (RuntimeException failure) {
            abandon(connection, name);
            throw failure;
        }
    }

    /** Asks a running rebuild to end; it does so before its next batch. One that has ended stays as it is. */
    void cancel(String name, UUID id) {
        rows.sql("UPDATE projections.rebuild SET cancel_requested = true WHERE id = ? AND state = 'running'")
                .param(id)
                .update();
        sweepUnlocked(name);
    }

    /** The projections' names and the tables of each. */
    Map<String, List<String>> tables() {
        Map<String, List<String>> tables = new HashMap<>();
        followings.forEach(
                (name, following) -> tables.put(name, following.projector().tables()));
        return tables;
    }

    long rows(String table) {
        return rows.sql("SELECT count(*) FROM \"" + table + "\"")
                .query(Long.class)
                .single();
    }

    private Following<?> following(String name) {
        Following<?> following = followings.get(name);
        if (following == null) {
            throw new NoSuchRow("projection");
        }
        return following;
    }

    private void abandon(@Nullable Connection connection, String name) {
        if (connection != null) {
            release(connection, name);
        }
        free.release();
    }

    private static void release(Connection connection, String name) {
        try (connection) {
            on(connection)
                    .sql("SELECT pg_advisory_unlock(?, hashtext(?))")
                    .params(LOCKS, name)
                    .query()
                    .listOfRows();
        } catch (SQLException | RuntimeException gone) {
            // The lock went with the connection.
            log.debug(
                    "The connection of a rebuild of {} is gone: {}",
                    name,
                    gone.getClass().getSimpleName());
        }
    }

    private static boolean lock(Connection connection, String name) {
        return on(connection)
                .sql("SELECT pg_try_advisory_lock(?, hashtext(?))")
                .params(LOCKS, name)
                .query(Boolean.class)
                .single();
    }

    /** Clears away what a run left that died without its last word; by the holder of the lock. */
    private static void sweep(Connection connection, String name) {
        JdbcClient rows = on(connection);
        rows.sql("SELECT projections.drop_shadow(?)").param(name).query().listOfRows();
        rows.sql("""
                        UPDATE projections.rebuild
                        SET state = CASE WHEN cancel_requested THEN 'cancelled' ELSE 'failed' END,
                            failure = CASE WHEN cancel_requested THEN NULL ELSE 'interrupted' END,
                            changed_at = now()
                        WHERE projection = ? AND state = 'running'
                        """).param(name).update();
    }

    private void sweepUnlocked(String name) {
        try (Connection connection = projection.getConnection()) {
            if (lock(connection, name)) {
                try {
                    sweep(connection, name);
                } finally {
                    on(connection)
                            .sql("SELECT pg_advisory_unlock(?, hashtext(?))")
                            .params(LOCKS, name)
                            .query()
                            .listOfRows();
                }
            }
        } catch (SQLException failure) {
            throw new CannotGetJdbcConnectionException("No connection to look after a rebuild", failure);
        }
    }

    private static JdbcClient on(Connection connection) {
        return JdbcClient.create(new SingleConnectionDataSource(connection, true));
    }

    @Override
    public void start() {
        running = true;
        followings.keySet().forEach(this::sweepUnlocked);
    }

    /** Runs end before their next batch. */
    @Override
    public void stop() {
        running = false;
        int phase = runs.arrive();
        try {
            runs.awaitAdvanceInterruptibly(phase, STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            log.warn("A rebuild is still running after {} s", STOP_SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Projections.PHASE;
    }
}
