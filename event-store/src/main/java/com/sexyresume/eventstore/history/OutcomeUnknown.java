package com.sexyresume.eventstore.history;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The connection broke while a command was being recorded, and the history could not be asked until the deadline
 * whether it was. Sending the same command again, with the same id, finds it or records it.
 */
public final class OutcomeUnknown extends HistoryUnreachable {

    private static final long serialVersionUID = 1L;

    private final UUID commandId;

    public OutcomeUnknown(UUID commandId, @Nullable Throwable cause) {
        super("It is not known whether command " + commandId + " was recorded", cause);
        this.commandId = commandId;
    }

    public UUID commandId() {
        return commandId;
    }
}
