package com.sexyresume.events.payments;

import com.sexyresume.events.Id;
import java.util.UUID;

/** One grant of an entitlement; a payment's grant has the payment's id. */
public record GrantId(UUID value) implements Id {

    @Override
    public String toString() {
        return value.toString();
    }
}
