package com.sexyresume.embeddedpostgres;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Databases for tests, each isolated, all in one cluster per build: the first test process starts it, those of other
 * modules find it, and it ends with the build.
 *
 * <p>Where a Docker engine answers and Testcontainers is on the class path, the cluster is a container of this process
 * instead. The system property {@code sexyresume.test.database} with {@code embedded} or {@code docker} decides
 * otherwise.
 */
public final class TestDatabases {

    private static final Logger log = LoggerFactory.getLogger(TestDatabases.class);

    private static final String CHOICE = "sexyresume.test.database";
    private static final String CLUSTER_LOCK = "sexyresume cluster";

    private static final ReentrantLock STARTING = new ReentrantLock();
    private static final ReentrantLock CLUSTER = new ReentrantLock();

    private static @Nullable TestCluster running;

    private TestDatabases() {}

    /**
     * A new database, copied from a template that is made at most once per cluster and key.
     *
     * <p>A cluster may outlive an edit (an IDE that runs tests is a build without an end), so the key has to change
     * with what {@code migrate} does: let it contain a checksum of the migrations. Roles belong to the whole cluster:
     * {@code migrate} creates them only if they are missing, inside {@link #withClusterLock}.
     *
     * @param migrate is given the superuser's login to the empty template; connections that it leaves open are ended
     */
    public static TestDatabase fresh(String templateKey, Consumer<DatabaseLogin> migrate) {
        return cluster().fresh(templateKey, migrate);
    }

    /**
     * Runs the action while no other process of the build runs one, for what all databases of a cluster share. It may
     * be nested; it must not ask for {@link #fresh} databases.
     */
    public static void withClusterLock(Runnable action) {
        if (CLUSTER.isHeldByCurrentThread()) {
            action.run();
            return;
        }
        CLUSTER.lock();
        try {
            cluster().locked(CLUSTER_LOCK, action);
        } finally {
            CLUSTER.unlock();
        }
    }

    /** The superuser's login to a database of the cluster, such as {@code postgres}. */
    public static DatabaseLogin superuser(String database) {
        return cluster().login(database);
    }

    private static TestCluster cluster() {
        STARTING.lock();
        try {
            TestCluster cluster = running;
            if (cluster == null) {
                cluster = start(System.getProperty(CHOICE, ""));
                running = cluster;
            }
            return cluster;
        } finally {
            STARTING.unlock();
        }
    }

    private static TestCluster start(String choice) {
        boolean docker;
        String reason;
        if (!choice.isEmpty()) {
            docker = choice.equals("docker");
            reason = CHOICE + " says so";
            if (!docker && !choice.equals("embedded")) {
                throw new IllegalArgumentException(
                        CHOICE + " is \"" + choice + "\", but only embedded and docker are known");
            }
        } else if (!ContainerCluster.isOnClassPath()) {
            docker = false;
            reason = "Testcontainers is not on the class path";
        } else {
            docker = DockerEngine.answers();
            reason = docker ? "a Docker engine answers" : "no Docker engine answers";
        }
        log.info("Tests run on {}, because {}", docker ? "PostgreSQL in Docker" : "the embedded PostgreSQL", reason);
        return docker ? ContainerCluster.start() : SharedCluster.ofThisBuild();
    }
}
