package com.sexyresume.events.payments;

import com.sexyresume.events.Id;
import java.util.UUID;

/** A payment, derived from the id that the payment provider gave it. */
public record PaymentId(UUID value) implements Id {

    @Override
    public String toString() {
        return value.toString();
    }
}
