package com.sexyresume.command.payments;

import com.sexyresume.deciding.Refused;
import com.sexyresume.deciding.Rejection;
import java.util.List;
import java.util.Map;

/** Why a command about payments and entitlements is refused. */
sealed interface PaymentsRefusal extends Rejection {

    /** A grant whose end has passed would entitle to nothing. */
    @Refused(value = Kind.INVALID, detail = "The grant would have ended before it begins.")
    record GrantIsOver() implements PaymentsRefusal {}

    /**
     * The payment provider's message is signed, but lacks what a payment must have, or says it in another shape.
     *
     * @param errors where, as a JSON Pointer (RFC 6901)
     */
    @Refused(value = Kind.INVALID, detail = "The message lacks what a payment must have.")
    record PaymentMessageInvalid(List<Map<String, String>> errors) implements PaymentsRefusal {
        PaymentMessageInvalid(String pointer) {
            this(List.of(Map.of("pointer", pointer, "detail", "is missing or has another shape")));
        }
    }

    /** The message is not the payment provider's, or it was kept for too long. */
    @Refused(value = Kind.INVALID, detail = "The signature is missing, too old, or not one of this body.")
    record SignatureInvalid() implements PaymentsRefusal {}
}
