package com.sexyresume.eventstore.history;

import org.axonframework.common.AxonNonTransientException;

/** The command id is known: nothing was appended, and the answer is what was recorded then. */
public final class CommandAlreadyRecorded extends AxonNonTransientException {

    private static final long serialVersionUID = 1L;

    private final transient RecordedCommand recorded;

    public CommandAlreadyRecorded(RecordedCommand recorded) {
        super("Command " + recorded.commandId() + " is recorded at position " + recorded.position());
        this.recorded = recorded;
    }

    /** Compare its fingerprint before answering with it. */
    public RecordedCommand recorded() {
        return recorded;
    }
}
