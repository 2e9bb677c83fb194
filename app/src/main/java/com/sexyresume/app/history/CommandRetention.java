package com.sexyresume.app.history;

import com.sexyresume.eventstore.append.History;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Forgets requests that are too old to be sent again, once an hour on every node: they take different rows, and whoever
 * finds none has nothing to do.
 */
@Component
final class CommandRetention implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(CommandRetention.class);

    private static final int BATCH = 1_000;
    private static final int MOST_BATCHES = 1_000;
    private static final Duration INTERVAL = Duration.ofHours(1);

    private final History history;
    private final Duration retention;
    private volatile boolean running;
    private ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(factory());

    CommandRetention(History history, HistoryProperties properties) {
        if (properties.commandRetention().compareTo(Duration.ofHours(24)) < 0) {
            throw new IllegalArgumentException("sexyresume.history.command-retention is 24 hours at least");
        }
        this.history = history;
        this.retention = properties.commandRetention();
    }

    private static java.util.concurrent.ThreadFactory factory() {
        return Thread.ofPlatform().daemon().name("command-retention").factory();
    }

    @Override
    public void start() {
        if (executor.isShutdown()) {
            executor = Executors.newSingleThreadScheduledExecutor(factory());
        }
        var _ = executor.scheduleWithFixedDelay(
                this::forget, INTERVAL.toMinutes(), INTERVAL.toMinutes(), TimeUnit.MINUTES);
        running = true;
    }

    private void forget() {
        try {
            for (int batch = 0; batch < MOST_BATCHES && running; batch++) {
                if (history.forgetCommands(retention, BATCH) < BATCH) {
                    return;
                }
            }
        } catch (RuntimeException failed) {
            log.warn("Old requests are still remembered; they are tried again in an hour: {}", failed.getMessage());
        }
    }

    @Override
    public void stop() {
        running = false;
        executor.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
