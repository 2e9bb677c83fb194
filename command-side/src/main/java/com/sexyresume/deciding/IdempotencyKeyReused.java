package com.sexyresume.deciding;

/**
 * The same {@code Idempotency-Key} came with another request: neither the first answer nor a new one would be right.
 */
@Refused(value = Rejection.Kind.INVALID, detail = "This Idempotency-Key was used for another request.")
public record IdempotencyKeyReused() implements Rejection {}
