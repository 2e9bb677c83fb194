package com.sexyresume.command;

/**
 * The same {@code Idempotency-Key} came with another request: neither the first answer nor a new one would be right.
 */
public record IdempotencyKeyReused() implements Rejection {

    @Override
    public String code() {
        return "idempotency-key-reused";
    }

    @Override
    public Kind kind() {
        return Kind.INVALID;
    }

    @Override
    public String detail() {
        return "This Idempotency-Key was used for another request.";
    }
}
