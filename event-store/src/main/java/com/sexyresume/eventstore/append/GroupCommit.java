package com.sexyresume.eventstore.append;

import com.sexyresume.eventstore.history.Append;
import com.sexyresume.eventstore.history.HistoryBusy;
import com.sexyresume.eventstore.history.HistoryReads;
import com.sexyresume.eventstore.history.HistoryUnreachable;
import com.sexyresume.eventstore.history.OutcomeUnknown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One writer appends what has queued in one round trip and one commit, in the order of arrival, while the callers wait
 * without a connection: there is never more than one batch under way. This is the queue; {@link AppendWriter} is the
 * writer.
 *
 * <p>The writer's thread starts with the first command and ends after a while without one, and gives its connection
 * back then.
 *
 * <p>A caller that waits no longer (the deadline, an interrupt) withdraws its command: one that has not been sent is
 * never sent then, and of one that has, the outcome is unknown.
 */
final class GroupCommit implements AppendWriter.Batches, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    /** How long the writer waits for another command before it ends. */
    private static final Duration IDLE = Duration.ofMillis(100);

    /** How long the writer may take to notice that its connection was aborted. */
    private static final Duration ABORTING = Duration.ofSeconds(2);

    private final HistoryReads history;
    private final AppendProbe probe;
    private final DataSource pool;
    private final Duration deadline;
    private final AppendLimits limits;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    // Guarded by the lock: a writer exists whenever somebody is queued.
    private final LinkedHashSet<PendingAppend> queue = new LinkedHashSet<>();
    private final BatchDelay delay = new BatchDelay();
    private int lastTaken;
    private long lastTakenAt = System.nanoTime();
    private int enough = 1;
    private long queuedChars;
    private @Nullable AppendWriter writer;
    private boolean closed;

    private volatile boolean stopped;

    GroupCommit(HistoryReads history, AppendProbe probe, DataSource pool, Duration deadline, AppendLimits limits) {
        this.history = history;
        this.probe = probe;
        this.pool = pool;
        this.deadline = deadline;
        this.limits = limits;
    }

    /**
     * Queues a command behind all others. Await the answer, or nobody ever withdraws it.
     *
     * @param predecessor the command that left the state that this one was decided on, unless that state is durable
     */
    PendingAppend enqueue(Append append, @Nullable PendingAppend predecessor) {
        PendingAppend appending =
                new PendingAppend(append, predecessor, System.nanoTime() + deadline.toNanos(), this::remove);
        lock.lock();
        try {
            if (closed) {
                throw new HistoryUnreachable(
                        "Command " + append.commandId() + " was not recorded: the history is closed", null);
            }
            if (queue.size() >= limits.queuedCommands()
                    || (!queue.isEmpty() && queuedChars + appending.chars() > limits.queuedChars())) {
                throw new HistoryBusy(append.commandId());
            }
            queue.add(appending);
            queuedChars += appending.chars();
            if (writer == null) {
                start();
            } else {
                if (queue.size() >= enough) {
                    filled.signal();
                }
            }
        } finally {
            lock.unlock();
        }
        return appending;
    }

    private void start() {
        AppendWriter next = new AppendWriter(history, probe, pool, this);
        writer = next;
        next.start();
    }

    /** What nobody waits for any longer. */
    private void remove(PendingAppend appending) {
        lock.lock();
        try {
            if (queue.remove(appending)) {
                queuedChars -= appending.chars();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<PendingAppend> take() {
        lock.lock();
        try {
            long leftNanos = IDLE.toNanos();
            while (queue.isEmpty()) {
                if (closed || leftNanos <= 0) {
                    writer = null;
                    return List.of();
                }
                leftNanos = filled.awaitNanos(leftNanos);
            }
            gather();
            List<PendingAppend> batch = new ArrayList<>(Math.min(queue.size(), limits.batchCommands()));
            long chars = 0;
            Iterator<PendingAppend> queued = queue.iterator();
            while (queued.hasNext() && batch.size() < limits.batchCommands()) {
                PendingAppend next = queued.next();
                if (!batch.isEmpty() && chars + next.chars() > limits.batchChars()) {
                    break;
                }
                queued.remove();
                batch.add(next);
                chars += next.chars();
            }
            queuedChars -= chars;
            lastTaken = batch.size();
            lastTakenAt = System.nanoTime();
            return batch;
        } catch (InterruptedException stopping) {
            writer = null;
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    /** Lets those join who are about to come. */
    private void gather() throws InterruptedException {
        delay.answered(lastTaken, Duration.ofNanos(System.nanoTime() - lastTakenAt));
        int expected = Math.min(delay.expected(queue.size()), limits.batchCommands());
        if (expected <= queue.size()) {
            return;
        }
        enough = expected;
        try {
            for (long left = delay.longest().toNanos(); left > 0 && queue.size() < expected && !closed; ) {
                left = filled.awaitNanos(left);
            }
            delay.waited(queue.size() < expected);
        } finally {
            enough = 1;
        }
    }

    @Override
    public void replaceWriter() {
        lock.lock();
        try {
            writer = null;
            if (!queue.isEmpty()) {
                start();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isStopped() {
        return stopped;
    }

    Duration deadline() {
        return deadline;
    }

    AppendLimits limits() {
        return limits;
    }

    /** How many wait to be taken by the writer. */
    int queued() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes no more commands, and appends those that are queued. Those that are not appended when the deadline is over
     * are {@link HistoryUnreachable}, or an {@link OutcomeUnknown} if they were sent.
     */
    @Override
    public void close() {
        AppendWriter last;
        lock.lock();
        try {
            closed = true;
            last = writer;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
        if (last == null) {
            return;
        }
        try {
            if (last.join(deadline)) {
                return;
            }
            stop(last);
            if (!last.join(ABORTING)) {
                log.warn("The writer of the history is still waiting for the database");
            }
        } catch (InterruptedException interrupted) {
            stop(last);
            Thread.currentThread().interrupt();
        }
    }

    private void stop(AppendWriter last) {
        stopped = true;
        List<PendingAppend> rest;
        lock.lock();
        try {
            rest = List.copyOf(queue);
            queue.clear();
            queuedChars = 0;
        } finally {
            lock.unlock();
        }
        rest.forEach(appending -> appending.answer(new PendingAppend.Answer.Unreachable(null)));
        last.abort();
    }
}
