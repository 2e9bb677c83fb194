package com.sexyresume.eventstore.pipeline;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one stream that are on their way: one of them at a time is decided, in the order of arrival, on the
 * state that the one before it leaves, whether that is durable or not.
 *
 * @param <T> the aggregate
 */
final class StreamPipeline<T> {

    private static final class Waiting {

        final long ticket;
        final Condition turn;
        boolean admitted;

        Waiting(long ticket, Condition turn) {
            this.ticket = ticket;
            this.turn = turn;
        }
    }

    private final int depth;
    private final int waitingLimit;
    // A test holds it.
    final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparingLong((Waiting waiting) -> waiting.ticket));
    private boolean deciding;
    private int undurable;
    private @Nullable StreamState<T> latest;

    // Guarded by the map that it is in.
    int users;

    /** @param depth how many commands may be decided and not be durable */
    StreamPipeline(int depth, int waitingLimit) {
        this.depth = depth;
        this.waitingLimit = waitingLimit;
    }

    /** Waits for the turn of a command: until it leaves, nobody else decides. Answers false if it does not come. */
    boolean enter(long ticket, long waitNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (!deciding && undurable < depth && waiting.isEmpty()) {
                deciding = true;
                return true;
            }
            if (waiting.size() >= waitingLimit) {
                return false;
            }
            Waiting me = new Waiting(ticket, lock.newCondition());
            waiting.add(me);
            try {
                for (long left = waitNanos; !me.admitted && left > 0; ) {
                    left = me.turn.awaitNanos(left);
                }
            } catch (InterruptedException interrupted) {
                if (me.admitted) {
                    deciding = false;
                    admit();
                }
                waiting.remove(me);
                throw interrupted;
            }
            if (!me.admitted) {
                waiting.remove(me);
            }
            return me.admitted;
        } finally {
            lock.unlock();
        }
    }

    private void admit() {
        if (!deciding && undurable < depth) {
            Waiting next = waiting.poll();
            if (next != null) {
                deciding = true;
                next.admitted = true;
                next.turn.signal();
            }
        }
    }

    /** For the one that is deciding: what the one before it leaves, unless that has failed or is not known. */
    @Nullable
    StreamState<T> latest() {
        lock.lock();
        try {
            return latest;
        } finally {
            lock.unlock();
        }
    }

    /** For the one that is deciding: the next is decided on this. */
    void leave(@Nullable StreamState<T> left) {
        lock.lock();
        try {
            latest = left;
            deciding = false;
            admit();
        } finally {
            lock.unlock();
        }
    }

    /** For the one that is deciding: the next is decided on this, which is about to be recorded. */
    void leaveUndurable(@Nullable StreamState<T> left) {
        lock.lock();
        try {
            undurable++;
            leave(left);
        } finally {
            lock.unlock();
        }
    }

    /** For one that has left an undurable state: its answer is known. */
    void resolve() {
        lock.lock();
        try {
            undurable--;
            admit();
        } finally {
            lock.unlock();
        }
    }

    /** The same, when it was not recorded: nobody is decided any more on what was made from its state. */
    void resolveFailed(Object chain) {
        lock.lock();
        try {
            if (latest != null && latest.chain().equals(chain)) {
                latest = null;
            }
            resolve();
        } finally {
            lock.unlock();
        }
    }
}
