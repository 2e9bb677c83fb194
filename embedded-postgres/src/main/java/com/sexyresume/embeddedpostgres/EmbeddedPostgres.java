package com.sexyresume.embeddedpostgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL with pgvector that belongs to this process: it runs while this object is open and never outlives the
 * process.
 *
 * <p>It listens on 127.0.0.1 alone, on a port that it keeps over restarts while that is free. Should the server end by
 * itself, it is started again on the same port, so that connection pools recover without help, however often it ends
 * and however long a start fails. Close it after the pools, from a life-cycle callback and not from a shutdown hook.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

    /** Below the range that the kernel gives to outgoing connections, so that a restart finds its port free. */
    private static final int LOWEST_PORT = 20_000;

    private static final int HIGHEST_PORT = 32_000;
    private static final int PORT_ATTEMPTS = 50;
    private static final int START_ATTEMPTS = 5;

    /** Between two starts that failed; it doubles with each further one. */
    private static final long FIRST_PAUSE_MS = 100;

    private static final long LONGEST_PAUSE_MS = 5_000;

    private final ClusterFolder cluster;
    private final FolderLock lock;
    private final Durability durability;
    private final Map<String, String> settings;
    private final String password;
    private final int port;
    private final Thread supervisor;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile ServerProcess server;

    private EmbeddedPostgres(
            ClusterFolder cluster,
            FolderLock lock,
            Durability durability,
            Map<String, String> settings,
            String password,
            Started started) {
        this.cluster = cluster;
        this.lock = lock;
        this.durability = durability;
        this.settings = settings;
        this.password = password;
        this.port = started.port();
        this.server = started.server();
        this.supervisor =
                Thread.ofPlatform().daemon().name("embedded-postgres-" + port).unstarted(this::supervise);
    }

    /** {@link #durable(Path, Map)} with the settings of this module. */
    public static EmbeddedPostgres durable(Path dataFolder) {
        return durable(dataFolder, Map.of());
    }

    /**
     * Starts the cluster in that folder, making it on the first start: what was committed is there again, also after
     * {@code kill -9} of this process or of the server.
     *
     * @param settings of {@code postgresql.conf}, over those of this module
     * @throws DataFolderInUse at once, if another instance has the folder
     * @throws PgVectorUnavailable if pgvector neither is in the cache nor can be built
     * @throws PostgresUnavailable if the server does not start
     */
    public static EmbeddedPostgres durable(Path dataFolder, Map<String, String> settings) {
        ClusterFolder.make(dataFolder);
        FolderLock.Attempt attempt = FolderLock.attempt(dataFolder.resolve("lock"));
        if (attempt.lock() == null) {
            throw new DataFolderInUse(dataFolder, attempt.holder());
        }
        return open(dataFolder, attempt.lock(), Durability.DURABLE, settings);
    }

    /** {@link #throwaway(Map)} with the settings of this module. */
    public static EmbeddedPostgres throwaway() {
        return throwaway(Map.of());
    }

    /**
     * Starts an empty cluster in a temporary folder, quick and not durable; the folder is removed at the end of either.
     */
    public static EmbeddedPostgres throwaway(Map<String, String> settings) {
        try {
            Path folder = Files.createTempDirectory("sexyresume-postgres-");
            FolderLock lock = FolderLock.await(folder.resolve("lock"), Duration.ofSeconds(1));
            try {
                return open(folder, lock, Durability.THROWAWAY, settings);
            } catch (EmbeddedPostgresFailure notStarted) {
                FolderTree.delete(folder);
                throw notStarted;
            }
        } catch (IOException noFolder) {
            throw new PostgresUnavailable("There is no room for a temporary cluster", noFolder);
        }
    }

    public int port() {
        return port;
    }

    public String superuser() {
        return ClusterFolder.SUPERUSER;
    }

    public String password() {
        return password;
    }

    /** Without user and password, which belong into properties of the connection. */
    public String jdbcUrl(String database) {
        return jdbcUrl(port, database);
    }

    /** The folder with {@code pgdata}, the password and the server's log. */
    public Path folder() {
        return cluster.folder();
    }

    long postmaster() {
        return server.postmaster();
    }

    /** Ends all sessions and the server, and frees the folder; again is harmless. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        supervisor.interrupt();
        try {
            supervisor.join();
            server.stop(durability);
            if (durability == Durability.THROWAWAY) {
                FolderTree.delete(cluster.folder());
            }
        } catch (InterruptedException interrupted) {
            server.stop(durability);
            Thread.currentThread().interrupt();
        } catch (IOException left) {
            log.warn("{} could not be removed: {}", cluster.folder(), left.toString());
        } finally {
            lock.close();
        }
    }

    static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static EmbeddedPostgres open(
            Path folder, FolderLock lock, Durability durability, Map<String, String> wished) {
        @Nullable EmbeddedPostgres opened = null;
        try {
            ClusterFolder cluster = ClusterFolder.open(folder, ServerAccount.choose(), PostgresBinaries.provide());
            ServerProcess.endLeftovers(cluster);
            String password = cluster.initialise(durability);
            Map<String, String> settings = durability.settings(wished);
            Started started = startOnFreePort(
                    cluster, port -> ServerProcess.ownedByThisProcess(cluster, port, settings, durability));
            opened = new EmbeddedPostgres(cluster, lock, durability, settings, password, started);
            opened.supervisor.start();
            return opened;
        } catch (IOException unusable) {
            throw new PostgresUnavailable("The folder " + folder + " cannot hold a cluster", unusable);
        } finally {
            if (opened == null) {
                lock.close();
            }
        }
    }

    /** A server and the port that it was given. */
    record Started(ServerProcess server, int port) {}

    /** Starts a server on a port. */
    @FunctionalInterface
    interface Starter {
        ServerProcess startOn(int port);
    }

    /**
     * Tries the last port first, then others: between finding a port free and using it, another program may take it.
     */
    static Started startOnFreePort(ClusterFolder cluster, Starter starter) throws IOException {
        Optional<Integer> wished = cluster.lastPort().filter(EmbeddedPostgres::isFree);
        for (int attempt = 1; ; attempt++) {
            int port = wished.isPresent() ? wished.get() : freePort();
            try {
                Started started = new Started(starter.startOn(port), port);
                cluster.rememberPort(port);
                return started;
            } catch (PostgresUnavailable notStarted) {
                if (attempt == START_ATTEMPTS || isFree(port)) {
                    throw notStarted;
                }
                wished = Optional.empty();
            }
        }
    }

    private static int freePort() {
        for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new PostgresUnavailable("No free port was found between " + LOWEST_PORT + " and " + HIGHEST_PORT);
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** Until closed: waits for the server's end and starts it again. */
    private void supervise() {
        try {
            while (!closed.get()) {
                int status = server.awaitEnd();
                if (!closed.get()) {
                    log.warn(
                            "PostgreSQL in {} ended by itself (status {}): starting it again on port {}",
                            cluster.folder(),
                            status,
                            port);
                    restart();
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Tries until the server answers: what is in its way (a full disk, a port that is taken) may pass at any time. How
     * often it had to be started before says nothing.
     */
    private void restart() {
        long pauseMs = 0;
        for (int attempt = 1; !closed.get(); attempt++) {
            try {
                Pause.millis(pauseMs);
                ServerProcess.endLeftovers(cluster);
                server = ServerProcess.ownedByThisProcess(cluster, port, settings, durability);
                log.info("PostgreSQL in {} answers again on port {}", cluster.folder(), port);
                return;
            } catch (IOException | RuntimeException | Error failed) {
                pauseMs = Math.clamp(2 * pauseMs, FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
                if (!closed.get()) {
                    log.warn(
                            "Start {} failed, the next is in {} ms; the log is {}: {}",
                            attempt,
                            pauseMs,
                            cluster.log(),
                            String.valueOf(failed.getMessage()).replace('\n', ' '));
                }
            }
        }
    }
}
