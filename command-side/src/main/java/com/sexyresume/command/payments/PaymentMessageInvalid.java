package com.sexyresume.command.payments;

import com.sexyresume.command.Rejection;
import java.util.List;
import java.util.Map;

/**
 * The payment provider's message is signed, but lacks what a payment must have, or says it in another shape.
 *
 * @param pointer where, as a JSON Pointer (RFC 6901)
 */
record PaymentMessageInvalid(String pointer) implements Rejection {

    @Override
    public String code() {
        return "payment-message-invalid";
    }

    @Override
    public Kind kind() {
        return Kind.INVALID;
    }

    @Override
    public String detail() {
        return "The message lacks what a payment must have.";
    }

    @Override
    public Map<String, Object> members() {
        return Map.of("errors", List.of(Map.of("pointer", pointer, "detail", "is missing or has another shape")));
    }
}
