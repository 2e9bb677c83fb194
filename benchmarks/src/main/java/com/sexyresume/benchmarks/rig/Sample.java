package com.sexyresume.benchmarks.rig;

import java.util.UUID;
import org.axonframework.common.IdentifierFactory;

/** What the contenders without a serializer of their own write: as long as what the application writes. */
public final class Sample {

    public static final String METADATA = "{\"commandId\":\"5b2f7b0e-59a5-4bb4-92f1-6b7c04b05f0b\","
            + "\"userId\":\"5b2f7b0e-59a5-4bb4-92f1-6b7c04b05f0b\"}";

    private Sample() {}

    /** For an event, or for a command whose sender gives it none: made as the application makes it. */
    public static UUID id() {
        return UUID.fromString(IdentifierFactory.getInstance().generateIdentifier());
    }

    public static String payload(UUID user, long version) {
        return "{\"userId\":\"" + user + "\",\"transactionId\":\"" + UUID.randomUUID()
                + "\",\"amount\":1,\"source\":\"bench\",\"description\":null,\"balanceAfter\":" + (version + 1) + "}";
    }
}
