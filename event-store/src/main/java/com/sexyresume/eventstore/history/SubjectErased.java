package com.sexyresume.eventstore.history;

import java.util.UUID;
import org.axonframework.common.AxonNonTransientException;

/** The subject was erased: nothing can be recorded about them, or by them, any more. */
public final class SubjectErased extends AxonNonTransientException {

    private static final long serialVersionUID = 1L;

    private final UUID subject;

    public SubjectErased(UUID subject) {
        super("Subject " + subject + " is erased");
        this.subject = subject;
    }

    /** Who was erased. */
    public UUID subject() {
        return subject;
    }
}
