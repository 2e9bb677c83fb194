package com.sexyresume.eventstore.pipeline;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A command that a {@link PipelinedCommandBus} handles, as often as it takes until its answer holds. */
final class CommandAttempt {

    static final ScopedValue<CommandAttempt> CURRENT = ScopedValue.newInstance();

    private static final AtomicLong ARRIVALS = new AtomicLong();

    /** Kept when the command is decided again, so that nobody who came later goes before it for ever. */
    final long ticket = ARRIVALS.incrementAndGet();

    /** Whether a state that is in memory may be out of date: it was, or a refusal needs to be sure. */
    boolean distrustsMemory;

    /** Where it stands in a stream's pipeline, once it was given a state to be decided on. */
    @Nullable
    PipelineSlot<?> slot;
}
