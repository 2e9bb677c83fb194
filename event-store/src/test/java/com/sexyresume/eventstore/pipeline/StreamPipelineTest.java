package com.sexyresume.eventstore.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Turns in a stream's pipeline are given one at a time, by arrival, and none is lost. */
class StreamPipelineTest {

    private static final long LONG = Duration.ofSeconds(60).toNanos();

    private final List<Long> turns = new CopyOnWriteArrayList<>();
    private final List<Thread> callers = new ArrayList<>();

    /** Waits for its turn, notes it, and lets the next one decide. */
    private Thread caller(StreamPipeline<Object> pipeline, long ticket, long waitNanos) {
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                if (pipeline.enter(ticket, waitNanos)) {
                    turns.add(ticket);
                    pipeline.leave(null);
                }
            } catch (InterruptedException gaveUp) {
                Thread.currentThread().interrupt();
            }
        });
        callers.add(caller);
        return caller;
    }

    private static void awaitWaiting(Thread caller) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> caller.getState() == Thread.State.TIMED_WAITING);
    }

    private void join() throws InterruptedException {
        for (Thread caller : callers) {
            assertThat(caller.join(Duration.ofSeconds(60))).isTrue();
        }
    }

    @Test
    void whoeverArrivedFirstIsFirstWhoeverComesBackLast() throws Exception {
        long seed = System.nanoTime();
        System.out.println("StreamPipelineTest seed " + seed);
        StreamPipeline<Object> pipeline = new StreamPipeline<>(1, 1_000);
        assertThat(pipeline.enter(0, LONG)).isTrue();
        List<Long> tickets =
                new ArrayList<>(LongStream.rangeClosed(1, 100).boxed().toList());
        // Those who are decided again come back with the tickets that they had.
        Collections.shuffle(tickets, new Random(seed));
        for (long ticket : tickets) {
            awaitWaiting(caller(pipeline, ticket, LONG));
        }

        pipeline.leave(null);
        join();

        assertThat(turns).hasSize(100).isSorted();
    }

    @Test
    void noMoreAreDecidedAndNotDurableThanItIsDeep() throws Exception {
        StreamPipeline<Object> pipeline = new StreamPipeline<>(2, 10);
        for (int decided = 0; decided < 2; decided++) {
            assertThat(pipeline.enter(decided, LONG)).isTrue();
            pipeline.leaveUndurable(null);
        }
        awaitWaiting(caller(pipeline, 2, LONG));
        awaitWaiting(caller(pipeline, 3, LONG));
        assertThat(turns).isEmpty();

        pipeline.resolve();
        join();

        assertThat(turns).containsExactly(2L, 3L);
    }

    @Test
    void whoeverWaitsNoLongerHoldsUpNobody() throws Exception {
        StreamPipeline<Object> pipeline = new StreamPipeline<>(1, 3);
        assertThat(pipeline.enter(0, LONG)).isTrue();
        Thread late = caller(pipeline, 1, Duration.ofMillis(1).toNanos());
        assertThat(late.join(Duration.ofSeconds(60))).isTrue();
        Thread interrupted = caller(pipeline, 2, LONG);
        awaitWaiting(interrupted);
        interrupted.interrupt();
        assertThat(interrupted.join(Duration.ofSeconds(60))).isTrue();
        for (long ticket = 3; ticket <= 5; ticket++) {
            awaitWaiting(caller(pipeline, ticket, LONG));
        }
        assertThat(pipeline.enter(6, LONG)).as("one more than may wait").isFalse();

        pipeline.leave(null);
        join();

        assertThat(turns).containsExactly(3L, 4L, 5L);
    }

    @Test
    void aTurnThatCameWithAnInterruptIsPassedOn() throws Exception {
        StreamPipeline<Object> pipeline = new StreamPipeline<>(1, 10);
        assertThat(pipeline.enter(0, LONG)).isTrue();
        Thread interrupted = caller(pipeline, 1, LONG);
        awaitWaiting(interrupted);
        awaitWaiting(caller(pipeline, 2, LONG));

        pipeline.lock.lock();
        try {
            interrupted.interrupt();
            // It is on its way out, and has not said so yet.
            Awaitility.await()
                    .pollInSameThread()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> pipeline.lock.hasQueuedThread(interrupted));
            pipeline.leave(null);
        } finally {
            pipeline.lock.unlock();
        }
        join();

        assertThat(turns).containsExactly(2L);
    }
}
