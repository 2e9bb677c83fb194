package com.sexyresume.events;

import java.util.UUID;

/** The user, as the token's {@code sub} names them (D11): never drawn by this system. */
public record UserId(UUID value) implements Id {

    @Override
    public String toString() {
        return value.toString();
    }
}
