package com.sexyresume.following;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;

/**
 * Sees that no processor pauses for longer than it helps: after failures Axon's own pauses grow to a minute, twice as
 * long after each. Whoever stands for the longest pause is woken, sooner after the database was away, and never while
 * it is. One thread's, except {@link #watch}.
 */
final class PausingProcessors {

    private static final Duration RECOVERY = Duration.ofSeconds(15);
    private static final Duration RECOVERY_PAUSE = Duration.ofSeconds(1);

    private final Duration longestPause;
    private final Runnable database;
    private final List<Watched> processors = new CopyOnWriteArrayList<>();
    private long lastAway = System.nanoTime() - RECOVERY.toNanos();

    /** A processor and when it was last seen at work, or woken. */
    private static final class Watched {

        private final PooledStreamingEventProcessor processor;
        private final int segments;
        private final BooleanSupplier worthRetryingAtOnce;
        private long lastWoken = System.nanoTime();

        Watched(PooledStreamingEventProcessor processor, int segments, BooleanSupplier worthRetryingAtOnce) {
            this.processor = processor;
            this.segments = segments;
            this.worthRetryingAtOnce = worthRetryingAtOnce;
        }

        /** Whether it waits for its next attempt, or for its claim. */
        boolean stands() {
            return processor.isError() || processor.processingStatus().isEmpty();
        }

        /** A release that is over already: it ends every pause and claims at once. */
        void wake() {
            lastWoken = System.nanoTime();
            Map<Integer, EventTrackerStatus> status = processor.processingStatus();
            for (int segment = 0; segment < segments; segment++) {
                EventTrackerStatus worked = status.get(segment);
                if (worked == null || worked.isErrorState()) {
                    processor.releaseSegment(segment, -1, TimeUnit.SECONDS);
                }
            }
        }
    }

    /**
     * Of nobody yet.
     *
     * @param longestPause between two attempts
     * @param database asks the database anything, and throws if it does not answer
     */
    PausingProcessors(Duration longestPause, Runnable database) {
        this.longestPause = longestPause;
        this.database = database;
    }

    /**
     * Watches a processor until {@link #clear}.
     *
     * @param worthRetryingAtOnce whether its next attempt is going to be another one than the last
     */
    void watch(PooledStreamingEventProcessor processor, int segments, BooleanSupplier worthRetryingAtOnce) {
        processors.add(new Watched(processor, segments, worthRetryingAtOnce));
    }

    void clear() {
        processors.clear();
    }

    /**
     * One round; several a second are cheap.
     *
     * @throws RuntimeException the database does not answer: an attempt now would only be another failure
     */
    void wakeThoseWhoPause() {
        Duration longest = isOver(lastAway, RECOVERY) || RECOVERY_PAUSE.compareTo(longestPause) > 0
                ? longestPause
                : RECOVERY_PAUSE;
        List<Watched> due = new ArrayList<>();
        for (Watched watched : processors) {
            if (!watched.stands()) {
                watched.lastWoken = System.nanoTime();
            } else if (watched.worthRetryingAtOnce.getAsBoolean() || isOver(watched.lastWoken, longest)) {
                due.add(watched);
            }
        }
        if (!due.isEmpty()) {
            try {
                database.run();
            } catch (RuntimeException unanswered) {
                databaseWasAway();
                throw unanswered;
            }
            due.forEach(Watched::wake);
        }
    }

    /** Next attempts come sooner for a while. */
    void databaseWasAway() {
        lastAway = System.nanoTime();
    }

    private static boolean isOver(long sinceNanos, Duration period) {
        return System.nanoTime() - sinceNanos >= period.toNanos();
    }
}
