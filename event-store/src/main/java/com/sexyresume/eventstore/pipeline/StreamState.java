package com.sexyresume.eventstore.pipeline;

import com.sexyresume.eventstore.append.PendingAppend;
import org.axonframework.eventsourcing.SnapshotTrigger;
import org.jspecify.annotations.Nullable;

/**
 * The state that a command of a stream leaves, never changed once it is here.
 *
 * @param root copied before a command is decided on it
 * @param version the stream's, −1 without events
 * @param trigger counts the stream's events; used only by the one command that is being decided
 * @param chain the same for all states that were made from one that was read or kept
 * @param producedBy the command that made it; null if it was durable from the beginning
 */
record StreamState<T>(
        T root,
        long version,
        SnapshotTrigger trigger,
        Object chain,
        @Nullable PendingAppend producedBy) {

    boolean isDurable() {
        return producedBy == null || producedBy.isAppended();
    }
}
