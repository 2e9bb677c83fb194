package com.sexyresume.eventstore.pipeline;

import com.sexyresume.eventstore.history.RecordedCommand;
import org.jspecify.annotations.Nullable;

/** The result of a command that {@link RecordCommands} handled: known once its unit of work has committed. */
public final class Outcome {

    private volatile @Nullable RecordedCommand recorded;

    Outcome() {}

    void become(RecordedCommand command) {
        recorded = command;
    }

    /**
     * What is recorded.
     *
     * @throws IllegalStateException before the commit
     */
    public RecordedCommand recorded() {
        RecordedCommand known = recorded;
        if (known == null) {
            throw new IllegalStateException("The command is not recorded before its unit of work has committed");
        }
        return known;
    }
}
