package com.sexyresume.eventstore.keys;

import java.util.Set;
import java.util.UUID;

/**
 * A subject's key is wrapped by a master key that this process was not given. Nothing is wrong with what is recorded:
 * whoever meets it waits until the key is there, skips nothing and puts nothing aside.
 */
public final class MasterKeyMissing extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    MasterKeyMissing(UUID subject, String masterKeyId, Set<String> configured) {
        super("The key of subject " + subject + " is wrapped by the master key of epoch " + masterKeyId
                + ", but those that are configured are " + String.join(", ", configured));
    }
}
