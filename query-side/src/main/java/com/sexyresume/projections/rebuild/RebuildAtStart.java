package com.sexyresume.projections.rebuild;

import com.sexyresume.projections.Projections;
import com.sexyresume.projections.rebuild.Rebuild.Mode;
import com.sexyresume.projections.rebuild.Rebuild.State;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Rebuilds what {@code sexyresume.rebuild.at-start} names before the process serves: the way back when the table is
 * lost from which rights are read, so that nobody may ask for it. A process whose rebuild fails does not start.
 */
public final class RebuildAtStart implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RebuildAtStart.class);

    private static final long STEP_MS = 50;

    private final Rebuilds rebuilds;
    private final List<String> projections;
    private volatile boolean running;

    public RebuildAtStart(Rebuilds rebuilds, List<String> projections) {
        this.rebuilds = rebuilds;
        this.projections = projections;
    }

    @Override
    public void start() {
        running = true;
        for (String projection : projections) {
            if (!rebuilds.tables().containsKey(projection)) {
                throw new IllegalStateException("sexyresume.rebuild.at-start names " + projection
                        + ", but the projections are " + rebuilds.tables().keySet());
            }
            rebuild(projection);
        }
    }

    private void rebuild(String projection) {
        Rebuild rebuild = ended(begun(projection));
        if ("never-ran".equals(rebuild.failure())) {
            log.info("The projection {} has never run: it begins with the whole history anyway", projection);
        } else if (rebuild.state() != State.finished) {
            throw new IllegalStateException("The rebuild of " + projection + " at the start has "
                    + (rebuild.failure() == null ? rebuild.state() : rebuild.failure()));
        }
    }

    /** Waits for another one of the same projection, whose rows may be from before they were lost. */
    private UUID begun(String projection) {
        while (true) {
            try {
                return rebuilds.begin(projection, Mode.apply, null);
            } catch (RebuildInProgress other) {
                pause();
            }
        }
    }

    private Rebuild ended(UUID id) {
        Rebuild rebuild = rebuilds.find(id);
        while (!rebuild.state().isEnd()) {
            pause();
            rebuild = rebuilds.find(id);
        }
        return rebuild;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(STEP_MS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted during a rebuild at the start", interrupted);
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** When projections and rebuilds run, and before the web server starts. */
    @Override
    public int getPhase() {
        return Projections.PHASE + 1;
    }
}
