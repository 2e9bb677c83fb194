package com.sexyresume.eventstore.history;

import java.util.UUID;
import org.axonframework.common.AxonNonTransientException;

/** More commands wait to be recorded than may: this one was not taken, and nothing of it was recorded. */
public final class HistoryBusy extends AxonNonTransientException {

    private static final long serialVersionUID = 1L;

    public HistoryBusy(UUID commandId) {
        super("Command " + commandId + " was not recorded: too many are waiting");
    }

    public HistoryBusy(String stream) {
        super("A command for " + stream + " was not decided: too many are waiting");
    }
}
