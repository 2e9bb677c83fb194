package com.sexyresume.eventstore.append;

import java.util.UUID;
import org.axonframework.modelling.command.ConcurrencyException;

/** What a command was decided on was not recorded, so it was not recorded either, and has to be decided again. */
public final class DecidedOnVoidState extends ConcurrencyException {

    private static final long serialVersionUID = 1L;

    public DecidedOnVoidState(UUID commandId) {
        super("What command " + commandId + " was decided on was not recorded");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this; // One may follow another many times over, and nobody sees it.
    }
}
