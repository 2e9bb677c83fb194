package com.sexyresume.sending;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Names made into ids (RFC 9562, version 5): the same name in the same namespace is the same id. */
public final class UuidV5 {

    private UuidV5() {}

    public static UUID of(UUID namespace, String name) {
        return UuidCreator.getNameBasedSha1(namespace, name);
    }
}
