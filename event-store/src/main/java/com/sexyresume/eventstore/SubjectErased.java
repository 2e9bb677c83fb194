package com.sexyresume.eventstore;

import java.util.UUID;
import org.axonframework.common.AxonNonTransientException;

/** The subject's key was destroyed, so nothing personal can be written about them any more. */
public final class SubjectErased extends AxonNonTransientException {

    private static final long serialVersionUID = 1L;

    public SubjectErased(UUID subject) {
        super("Subject " + subject + " is erased");
    }
}
