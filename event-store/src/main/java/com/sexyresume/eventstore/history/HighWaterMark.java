package com.sexyresume.eventstore.history;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The highest position that is known to be committed; it only rises, and every position up to it can be read. */
public final class HighWaterMark {

    private final AtomicLong position = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition risen = lock.newCondition();

    public long position() {
        return position.get();
    }

    public void raise(long to) {
        if (position.getAndAccumulate(to, Math::max) < to) {
            lock.lock();
            try {
                risen.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Waits until the mark is above a position, or the time is over; answers which. */
    public boolean awaitAbove(long seen, long timeoutNanos) throws InterruptedException {
        if (position.get() > seen) {
            return true;
        }
        long left = timeoutNanos;
        lock.lockInterruptibly();
        try {
            while (position.get() <= seen) {
                if (left <= 0) {
                    return false;
                }
                left = risen.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
