package com.sexyresume.eventstore.pipeline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * States of streams in memory, a bounded number of bytes of them, shared by all aggregates: only what is durable is
 * ever here. A stale one costs a version conflict and another decision, never a wrong one: the append has the last
 * word.
 */
public final class DurableStates {

    /** Of the entry itself and the name of the stream. */
    private static final int ENTRY_BYTES = 256;

    private final Cache<String, Weighed> states;
    private final long maximumBytes;

    /** @param bytes what the state holds, with its entry */
    private record Weighed(StreamState<?> state, int bytes) {}

    /** @param maximumBytes of the states together, as {@link Footprint} has them */
    public DurableStates(long maximumBytes) {
        this.maximumBytes = Math.clamp(maximumBytes, 1, Integer.MAX_VALUE - ENTRY_BYTES - 1);
        this.states = Caffeine.newBuilder()
                .maximumWeight(maximumBytes)
                .weigher((String stream, Weighed weighed) -> weighed.bytes())
                .build();
    }

    @Nullable
    StreamState<?> find(String stream) {
        Weighed found = states.getIfPresent(stream);
        return found == null ? null : found.state();
    }

    /** Keeps a state unless a later one is here: those who wait for one commit wake in any order. */
    void keep(String stream, StreamState<?> state) {
        if (!state.isDurable()) {
            throw new IllegalStateException("The state of " + stream + " is not durable");
        }
        StreamState<?> durable = new StreamState<>(state.root(), state.version(), state.trigger(), state.chain(), null);
        int bytes = ENTRY_BYTES + (int) Footprint.of(state.root(), maximumBytes);
        states.asMap()
                .merge(
                        stream,
                        new Weighed(durable, bytes),
                        (here, next) -> here.state().version() < next.state().version() ? next : here);
    }

    /** Forgets a stream, whose next command reads it again. */
    public void forget(String stream) {
        states.invalidate(stream);
    }

    /** Forgets everything. */
    public void forgetAll() {
        states.invalidateAll();
    }

    /** How many bytes are held now. */
    long bytes() {
        states.cleanUp();
        return states.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }

    /** How many states are held now. */
    long size() {
        return states.estimatedSize();
    }
}
