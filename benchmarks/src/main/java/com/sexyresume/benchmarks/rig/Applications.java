package com.sexyresume.benchmarks.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The application's processes of a run: one for each part, with that part's options, so that nothing else runs beside
 * what is measured; or, for the smoke run, one with all of it for every part.
 */
public final class Applications implements AutoCloseable {

    private final Plan plan;
    private final Cluster cluster;
    private final Path folder;
    private @Nullable ApplicationProcess shared;

    public Applications(Plan plan, Cluster cluster, Path folder) {
        this.plan = plan;
        this.cluster = cluster;
        this.folder = folder;
    }

    /** One that is ready; {@link #release} it. */
    public synchronized ApplicationProcess start(String database, String... options) throws IOException, SQLException {
        if (!plan.shared()) {
            return started(database, options);
        }
        if (shared == null) {
            shared = started("bench_shared");
        }
        return shared;
    }

    private ApplicationProcess started(String database, String... options) throws IOException, SQLException {
        ApplicationProcess application =
                ApplicationProcess.start(cluster, cluster.migrated(database), folder, plan.jvm(), options);
        try {
            return application.awaitReady();
        } catch (IOException notStarted) {
            application.close();
            throw notStarted;
        }
    }

    public void release(ApplicationProcess application) {
        if (!plan.shared()) {
            application.close();
        }
    }

    @Override
    public synchronized void close() {
        if (shared != null) {
            shared.close();
        }
    }
}
