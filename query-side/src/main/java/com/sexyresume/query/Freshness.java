package com.sexyresume.query;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets a read wait until a projection has taken in the history up to a position, so that one reads one's own write. The
 * stored token decides, not this process's memory: the projection may run in another process.
 */
public final class Freshness {

    private static final long FIRST_PAUSE_MS = 2;
    private static final long LONGEST_PAUSE_MS = 50;

    private final Reader reader;
    private final Duration longestWait;
    private final Map<String, String[]> followedTypes = new HashMap<>();

    public Freshness(Reader reader, List<Projector<?>> projectors, Duration longestWait) {
        this.reader = reader;
        this.longestWait = longestWait;
        projectors.forEach(projector -> followedTypes.put(
                projector.name(), new Following<>(projector).typeNames().toArray(String[]::new)));
    }

    /**
     * Waits, briefly, as the current caller.
     *
     * @return the position that the projection has surely reached, at least {@code minPosition}
     * @throws ProjectionBehind when the wait was in vain
     */
    public long await(String projection, long minPosition) {
        long deadline = System.nanoTime() + longestWait.toNanos();
        for (long pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
            long reached = reached(projection, minPosition);
            if (reached >= minPosition) {
                return reached;
            }
            if (System.nanoTime() + pauseMs * 1_000_000 > deadline) {
                throw new ProjectionBehind(projection, minPosition, reached);
            }
            try {
                Thread.sleep(pauseMs);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new ProjectionBehind(projection, minPosition, reached);
            }
        }
    }

    private long reached(String projection, long wanted) {
        String[] types = followedTypes.get(projection);
        if (types == null) {
            throw new IllegalArgumentException("There is no projection " + projection);
        }
        return reader.read(rows -> rows.sql("SELECT projections.reached(?, ?, ?)")
                .param(projection)
                .param(types)
                .param(wanted)
                .query(Long.class)
                .single());
    }

    boolean knows(String projection) {
        return followedTypes.containsKey(projection);
    }
}
