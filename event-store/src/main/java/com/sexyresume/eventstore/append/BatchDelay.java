package com.sexyresume.eventstore.append;

import java.time.Duration;

/**
 * Whether the writer waits a moment for the callers that it has just answered, so that they share the next commit
 * instead of missing it: callers that send one command after the other would otherwise take turns in two halves, and
 * each of them would wait for two commits.
 *
 * <p>It waits at most a quarter of the time that the last batch took, and it learns: each time in a row that they do
 * not come, twice as many batches pass before it waits again. A caller who is alone is never made to wait.
 */
final class BatchDelay {

    private static final Duration LONGEST = Duration.ofMillis(1);
    private static final int SHARE_OF_LAST = 4;
    private static final int MOST_PASSED = 64;

    private int lastBatch;
    private Duration last = Duration.ZERO;
    private int passedAfterVain;
    private int toPass;

    /** A batch of so many commands took so long, from when it was taken until it was answered. */
    void answered(int batch, Duration took) {
        lastBatch = batch;
        last = took;
    }

    /**
     * How many are to be together before the next batch is taken.
     *
     * @param queued how many are
     */
    int expected(int queued) {
        if (lastBatch + queued <= 2) {
            return queued;
        }
        if (toPass > 0) {
            toPass--;
            return queued;
        }
        return queued + lastBatch;
    }

    /** How long they are waited for. */
    Duration longest() {
        Duration share = last.dividedBy(SHARE_OF_LAST);
        return share.compareTo(LONGEST) < 0 ? share : LONGEST;
    }

    /** They have been waited for. */
    void waited(boolean inVain) {
        passedAfterVain = inVain ? Math.clamp(passedAfterVain * 2L, 1, MOST_PASSED) : 0;
        toPass = passedAfterVain;
    }
}
