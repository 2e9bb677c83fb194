package com.sexyresume.eventstore.history;

import org.axonframework.common.AxonNonTransientException;
import org.jspecify.annotations.Nullable;

/**
 * The database did not answer until the deadline. Nothing was recorded, unless it is an {@link OutcomeUnknown}: the
 * same again is safe, and worth trying later.
 */
public sealed class HistoryUnreachable extends AxonNonTransientException permits OutcomeUnknown {

    private static final long serialVersionUID = 1L;

    public HistoryUnreachable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
