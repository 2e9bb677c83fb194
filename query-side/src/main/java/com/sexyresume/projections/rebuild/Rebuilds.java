package com.sexyresume.projections.rebuild;

import com.sexyresume.projections.Projections;
import com.sexyresume.projections.Projector;
import com.sexyresume.projections.Subscription;
import com.sexyresume.projections.rebuild.Rebuild.Mode;
import com.sexyresume.reading.NoSuchRow;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Rebuilds projections from the history while their live rows answer: once at a time for each projection, on whatever
 * process, by a lock that belongs to the run's connection and ends with it. What a process leaves that dies or stops,
 * the next one that gets the lock goes on with.
 */
public final class Rebuilds implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Rebuilds.class);

    /** The first half of the advisory locks' key: "rebu". */
    private static final int LOCKS = 0x72656275;

    private static final long STOP_SECONDS = 10;

    /** With these the server notices within half a minute that the other end has vanished without a word. */
    private static final Map<String, String> KEEPALIVES = Map.of(
            "tcp_keepalives_idle", "10",
            "tcp_keepalives_interval", "5",
            "tcp_keepalives_count", "3",
            "tcp_user_timeout", "25000",
            // In the middle of a long comparison, or of a wait for a lock.
            "client_connection_check_interval", "5000");

    /** Takeovers in a row after which a rebuild that gets no further is given up: it may be what kills its process. */
    private static final int MAX_STALLED = 5;

    private final Map<String, Subscription<?>> followings = new HashMap<>();
    private final BulkHistory history;
    private final DataSource projection;
    private final JdbcClient rows;
    private final RebuildProperties limits;
    private final List<AfterSwitch> afterSwitch;
    private final Semaphore free;
    private final Phaser runs = new Phaser(1);
    private final String node = ManagementFactory.getRuntimeMXBean().getName();
    private volatile boolean running;
    private @Nullable ExecutorService decoding;
    private @Nullable CountDownLatch stopped;

    public Rebuilds(
            BulkHistory history,
            List<Projector<?>> projectors,
            List<AfterSwitch> afterSwitch,
            DataSource projection,
            RebuildProperties limits) {
        projectors.forEach(projector -> followings.put(projector.name(), new Subscription<>(projector)));
        this.history = history;
        this.projection = projection;
        this.rows = JdbcClient.create(projection);
        this.afterSwitch = List.copyOf(afterSwitch);
        this.limits = limits;
        this.free = new Semaphore(limits.atOnce());
    }

    /**
     * Begins a rebuild and returns its id at once.
     *
     * @param requestedBy null for the operator
     * @throws NoSuchRow when there is no such projection
     * @throws RebuildInProgress when it is being rebuilt, or waits to be resumed, or too many others are
     */
    UUID begin(String name, Mode mode, @Nullable UUID requestedBy) {
        Subscription<?> following = following(name);
        return locked(name, connection -> {
                    JdbcClient locked = on(connection);
                    Optional<UnfinishedRebuild> left = left(locked, name);
                    if (left.isPresent()) {
                        return takeUp(locked, following, left.get()) ? new Begun(left.get(), false) : null;
                    }
                    locked.sql("SELECT projections.drop_shadow(?)")
                            .param(name)
                            .query()
                            .listOfRows();
                    UUID id = UUID.randomUUID();
                    locked.sql("""
                            INSERT INTO projections.rebuild (id, projection, mode, state, requested_by, requested_at,
                                                             changed_at, cancel_requested, position, target, node,
                                                             attempt_at)
                            VALUES (?, ?, ?, 'running', ?, now(), now(), false, 0, 0, ?, now())
                            """)
                            .param(id)
                            .param(name)
                            .param(mode.name())
                            .param(requestedBy)
                            .param(node)
                            .update();
                    return new Begun(new UnfinishedRebuild(id, mode, false, 0, 0, 0), true);
                })
                .filter(Begun::asked)
                .orElseThrow(() -> RebuildInProgress.of(name))
                .rebuild()
                .id();
    }

    /** Asks a running rebuild to end, on whatever process; it does so before its next batch, or its switch. */
    void cancel(String name, UUID id) {
        rows.sql("UPDATE projections.rebuild SET cancel_requested = true WHERE id = ? AND state = 'running'")
                .param(id)
                .update();
        resume(name);
    }

    /** Goes on with the projection's rebuild, if there is one and nobody runs it. */
    private void resume(String name) {
        Subscription<?> following = followings.get(name);
        if (following == null) {
            return;
        }
        try {
            Optional<Begun> _ = locked(name, connection -> {
                JdbcClient locked = on(connection);
                return left(locked, name)
                        .filter(left -> takeUp(locked, following, left))
                        .map(left -> new Begun(left, false))
                        .orElse(null);
            });
        } catch (RebuildInProgress elsewhere) {
            log.debug("The rebuild of {} is run elsewhere, or has to wait", name);
        }
    }

    /** A rebuild that is neither finished nor given up, while its lock is held by us. */
    private record UnfinishedRebuild(
            UUID id, Mode mode, boolean cancelled, long position, long attemptFrom, int stalled) {}

    /** @param asked whether it is the one that was asked for, and not one that was found */
    private record Begun(UnfinishedRebuild rebuild, boolean asked) {}

    private interface Beginning {
        @Nullable
        Begun with(Connection connection);
    }

    /** Runs what {@code beginning} comes to, which holds the lock; without it, or if nothing comes of it, lets go. */
    private Optional<Begun> locked(String name, Beginning beginning) {
        ExecutorService decoding = this.decoding;
        if (!running || decoding == null || !free.tryAcquire()) {
            throw RebuildInProgress.ofOthers();
        }
        Connection connection = null;
        boolean handedOver = false;
        try {
            connection = projection.getConnection();
            if (!lock(connection, name)) {
                throw RebuildInProgress.of(name);
            }
            Begun begun = beginning.with(connection);
            if (begun != null) {
                start(following(name), begun.rebuild(), connection, decoding);
                handedOver = true;
            }
            return Optional.ofNullable(begun);
        } catch (SQLException failure) {
            throw new CannotGetJdbcConnectionException("No connection for a rebuild", failure);
        } finally {
            if (!handedOver) {
                if (connection != null) {
                    release(connection, name);
                }
                free.release();
            }
        }
    }

    private void start(
            Subscription<?> following, UnfinishedRebuild rebuild, Connection connection, ExecutorService decoding) {
        String name = following.projector().name();
        RebuildRun<?> run = new RebuildRun<>(
                following,
                rebuild.id(),
                rebuild.mode(),
                new RebuildRun.Needs(history, limits, afterSwitch, decoding, () -> !running),
                connection);
        runs.register();
        Thread.ofVirtual().name("rebuild-" + name).start(() -> {
            try {
                run.run();
            } finally {
                release(connection, name);
                free.release();
                runs.arriveAndDeregister();
            }
        });
    }

    private static Optional<UnfinishedRebuild> left(JdbcClient rows, String name) {
        return rows.sql("""
                        SELECT id, mode, cancel_requested, position, attempt_from, stalled
                        FROM projections.rebuild
                        WHERE projection = ? AND state = 'running'
                        """)
                .param(name)
                .query((row, number) -> new UnfinishedRebuild(
                        row.getObject("id", UUID.class),
                        Mode.valueOf(row.getString("mode")),
                        row.getBoolean("cancel_requested"),
                        row.getLong("position"),
                        row.getLong("attempt_from"),
                        row.getInt("stalled")))
                .optional();
    }

    /** Whether it is to be gone on with; one that was cancelled meanwhile, or gets no further, ends here. */
    private boolean takeUp(JdbcClient rows, Subscription<?> following, UnfinishedRebuild left) {
        int stalled = left.position() > left.attemptFrom() ? 0 : left.stalled() + 1;
        if (left.cancelled() || stalled > MAX_STALLED) {
            rows.sql("SELECT projections.drop_shadow(?)")
                    .param(following.projector().name())
                    .query()
                    .listOfRows();
            rows.sql("UPDATE projections.rebuild SET state = ?, failure = ?, changed_at = now() WHERE id = ?")
                    .param(left.cancelled() ? "cancelled" : "failed")
                    .param(left.cancelled() ? null : "interrupted")
                    .param(left.id())
                    .update();
            return false;
        }
        rows.sql("""
                        UPDATE projections.rebuild
                        SET node = ?, resumed = resumed + 1, stalled = ?, attempt_at = now(), attempt_from = position,
                            changed_at = now()
                        WHERE id = ?
                        """).params(node, stalled, left.id()).update();
        log.info(
                "The rebuild {} of {} goes on", left.id(), following.projector().name());
        return true;
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

    /** How a rebuild goes; for whoever has no token. */
    Rebuild find(UUID id) {
        return Rebuild.settled(
                        () -> rows.sql("SELECT " + Rebuild.COLUMNS + " FROM projections.rebuild r WHERE r.id = ?")
                                .param(id)
                                .query(Rebuild::of)
                                .list())
                .getFirst();
    }

    private Subscription<?> following(String name) {
        Subscription<?> following = followings.get(name);
        if (following == null) {
            throw new NoSuchRow("projection");
        }
        return following;
    }

    private static void release(Connection connection, String name) {
        try (connection) {
            on(connection)
                    .sql("SELECT pg_advisory_unlock(?, hashtext(?))")
                    .params(LOCKS, name)
                    .query()
                    .listOfRows();
            KEEPALIVES.forEach(
                    (setting, value) -> on(connection).sql("RESET " + setting).update());
        } catch (SQLException | RuntimeException gone) {
            // The lock went with the connection.
            log.debug(
                    "The connection of a rebuild of {} is gone: {}",
                    name,
                    gone.getClass().getSimpleName());
        }
    }

    private static boolean lock(Connection connection, String name) {
        boolean locked = on(connection)
                .sql("SELECT pg_try_advisory_lock(?, hashtext(?))")
                .params(LOCKS, name)
                .query(Boolean.class)
                .single();
        if (locked) {
            KEEPALIVES.forEach((setting, value) -> on(connection)
                    .sql("SELECT set_config(?, ?, false)")
                    .params(setting, value)
                    .query()
                    .listOfRows());
        }
        return locked;
    }

    private static JdbcClient on(Connection connection) {
        return JdbcClient.create(new SingleConnectionDataSource(connection, true));
    }

    @Override
    public void start() {
        if (running) {
            return;
        }
        decoding = Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().daemon().name("rebuild-decoder-", 0).factory());
        CountDownLatch end = new CountDownLatch(1);
        stopped = end;
        running = true;
        Thread.ofVirtual().name("rebuild-watch").start(() -> watch(end));
    }

    /** Looks for rebuilds whose process is gone, until this one stops. */
    private void watch(CountDownLatch end) {
        try {
            do {
                try {
                    orphans().forEach(this::resume);
                } catch (DataAccessException away) {
                    log.debug(
                            "Nobody can be asked for rebuilds: {}",
                            away.getClass().getSimpleName());
                }
            } while (!end.await(limits.watchInterval().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> orphans() {
        return rows.sql("""
                        SELECT projection
                        FROM projections.rebuild
                        WHERE state = 'running' AND NOT projections.is_attended(projection)
                        """).query(String.class).list();
    }

    /** Runs end before their next batch, and wait for a process that goes on with them. */
    @Override
    public void stop() {
        if (!running) {
            return;
        }
        running = false;
        if (stopped != null) {
            stopped.countDown();
        }
        int phase = runs.arrive();
        try {
            runs.awaitAdvanceInterruptibly(phase, STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            log.warn("A rebuild is still running after {} s", STOP_SECONDS);
            return;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (decoding != null) {
            decoding.shutdown();
            decoding = null;
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
