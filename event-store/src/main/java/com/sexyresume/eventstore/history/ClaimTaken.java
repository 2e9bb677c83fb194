package com.sexyresume.eventstore.history;

import com.sexyresume.events.Claim;
import org.axonframework.common.AxonNonTransientException;

/** Another stream holds a key that the command claims: nothing was appended. */
public final class ClaimTaken extends AxonNonTransientException implements Claim.Taken {

    private static final long serialVersionUID = 1L;

    private final String kind;

    public ClaimTaken(String kind) {
        super("A claim of kind " + kind + " is taken");
        this.kind = kind;
    }

    /** What has to be unique, such as {@code email}. */
    @Override
    public String kind() {
        return kind;
    }
}
