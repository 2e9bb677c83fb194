package com.sexyresume.eventstore;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.sexyresume.eventstore.StreamPipeline.Left;
import org.jspecify.annotations.Nullable;

/**
 * States of streams in memory, a bounded number of them, shared by all aggregates: only what is durable is ever here. A
 * stale one costs a version conflict and another decision, never a wrong one: the append has the last word.
 */
public final class DurableStates {

    private final Cache<String, Left<?>> states;

    public DurableStates(long maximum) {
        this.states = Caffeine.newBuilder().maximumSize(maximum).build();
    }

    @Nullable
    Left<?> find(String stream) {
        return states.getIfPresent(stream);
    }

    /** Keeps a state unless a later one is here: those who wait for one commit wake in any order. */
    void keep(String stream, Left<?> state) {
        if (!state.isDurable()) {
            throw new IllegalStateException("The state of " + stream + " is not durable");
        }
        Left<?> durable = new Left<>(state.root(), state.version(), state.trigger(), state.chain(), null);
        states.asMap().merge(stream, durable, (here, next) -> here.version() < next.version() ? next : here);
    }

    /** Forgets a stream, whose next command reads it again. */
    public void forget(String stream) {
        states.invalidate(stream);
    }

    /** Forgets everything. */
    public void forgetAll() {
        states.invalidateAll();
    }
}
