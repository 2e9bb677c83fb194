package com.sexyresume.reading;

import com.sexyresume.projections.Projector;
import com.sexyresume.projections.Subscription;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
                projector.name(), new Subscription<>(projector).typeNames().toArray(String[]::new)));
    }

    /**
     * Waits, briefly, as the current caller.
     *
     * @return the position that the projection has surely reached, at least {@code minPosition}
     * @throws ProjectionBehind when the wait was in vain
     * @throws EventsParked when the caller's rows lack an event up to the position, which cannot be projected
     */
    public long await(String projection, long minPosition) {
        return await(projection, minPosition, List.of());
    }

    /** @param things ids that are asked for: an administrator is told when what is missing is one of theirs */
    long await(String projection, long minPosition, Collection<String> things) {
        long deadline = System.nanoTime() + longestWait.toNanos();
        for (long pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
            Reached found = reached(projection, minPosition, things);
            long reached = found.position();
            if (reached >= minPosition) {
                if (found.parkedFrom() != null) {
                    throw new EventsParked(projection, found.parkedFrom());
                }
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

    /** @param parkedFrom the first position that the rows of the caller lack for good, or null */
    private record Reached(long position, @Nullable Long parkedFrom) {}

    private Reached reached(String projection, long wanted, Collection<String> things) {
        String[] types = followedTypes.get(projection);
        if (types == null) {
            throw new IllegalArgumentException("There is no projection " + projection);
        }
        return reader.read(rows -> rows.sql("""
                        SELECT projections.reached(:projection, :types, :wanted) AS position,
                               projections.parked_from(:projection, :wanted, :things) AS parked_from
                        """)
                .param("projection", projection)
                .param("types", types)
                .param("wanted", wanted)
                .param("things", things.toArray(String[]::new))
                .query((row, number) -> new Reached(row.getLong("position"), row.getObject("parked_from", Long.class)))
                .single());
    }

    boolean knows(String projection) {
        return followedTypes.containsKey(projection);
    }
}
