package com.sexyresume.app.proof;

import com.sexyresume.app.proof.Evidence.Reading;
import com.sexyresume.app.proof.Evidence.Seen;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reader that follows the history live, on a thread of its own, remembers what it was given and goes on after the
 * last position when it was cut off.
 */
final class Follower implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Follower.class);

    /** Gives what comes after a position, each to the follower, and returns when there is no more or it was cut off. */
    interface Source {
        void read(long after, Follower to) throws Exception;
    }

    private final String name;
    private final List<Seen> seen = new ArrayList<>();
    private final Thread thread;
    private volatile long last;
    private volatile boolean ended;

    Follower(String name, long from, Source source) {
        this.name = name;
        this.last = from;
        this.thread = Thread.ofVirtual().name(name).unstarted(() -> follow(source));
    }

    Follower start() {
        thread.start();
        return this;
    }

    private void follow(Source source) {
        while (!ended) {
            try {
                source.read(last, this);
            } catch (InterruptedException ending) {
                return;
            } catch (Exception cutOff) {
                log.debug("{} goes on after {}", name, last, cutOff);
                Thread.onSpinWait();
            }
        }
    }

    void sees(Seen event) {
        synchronized (seen) {
            seen.add(event);
        }
        last = event.position();
    }

    boolean ended() {
        return ended;
    }

    long last() {
        return last;
    }

    Reading reading() {
        synchronized (seen) {
            return new Reading(name, List.copyOf(seen));
        }
    }

    /** It has read enough. */
    void end() {
        ended = true;
    }

    @Override
    public void close() {
        end();
        thread.interrupt();
        boolean interrupted = Thread.interrupted();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
