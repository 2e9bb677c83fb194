package com.sexyresume.app.web.bodies;

import com.sexyresume.app.web.problems.ProblemException;
import com.sexyresume.app.web.problems.ProblemType;
import com.sexyresume.app.web.requests.WebProperties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds the bytes of large bodies that the process holds, and, more tightly, of those that are worked on at the same
 * time: a document that is parsed, judged, encrypted and recorded takes many times its size. Small bodies do not ask.
 */
public final class BodyMemory {

    private final WebProperties.Body limits;
    private final int workedOnBytes;
    private final Semaphore held;
    private final Semaphore workedOn;

    public BodyMemory(WebProperties.Body limits, long heapBytes) {
        this.limits = limits;
        // One body always fits.
        int heldBytes = share(limits.heldShare(), heapBytes);
        this.workedOnBytes = share(limits.workedOnShare(), heapBytes);
        this.held = new Semaphore(heldBytes);
        this.workedOn = new Semaphore(workedOnBytes, true);
    }

    private int share(double share, long heapBytes) {
        return (int) Math.clamp((long) (share * heapBytes), limits.maxBytes() + 1L, Integer.MAX_VALUE);
    }

    /** What one request has taken of it. */
    public final class Part {

        private int heldBytes;
        private int workedOnBytes;

        /**
         * Lets the body grow.
         *
         * @throws ProblemException there is no room for so much
         */
        void grow(int bytes) {
            if (bytes > limits.largeBytes() && bytes > heldBytes) {
                if (!held.tryAcquire(bytes - heldBytes)) {
                    throw full();
                }
                heldBytes = bytes;
            }
        }

        /**
         * Waits for the body's turn to be worked on.
         *
         * @throws ProblemException it did not come
         */
        void awaitTurn(int bytes) {
            if (bytes <= limits.largeBytes()) {
                return;
            }
            try {
                if (!workedOn.tryAcquire(bytes, limits.longestWait().toMillis(), TimeUnit.MILLISECONDS)) {
                    throw full();
                }
                workedOnBytes = bytes;
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw full();
            }
        }

        /** Gives all of it back. */
        public void release() {
            held.release(heldBytes);
            workedOn.release(workedOnBytes);
            heldBytes = 0;
            workedOnBytes = 0;
        }
    }

    /** How many bytes are held of large bodies that are being worked on. */
    int workedOn() {
        return workedOnBytes - workedOn.availablePermits();
    }

    private static ProblemException full() {
        return ProblemType.TRY_AGAIN.exception("More large bodies are being worked on than there is memory for.");
    }
}
