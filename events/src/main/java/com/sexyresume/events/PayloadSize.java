package com.sexyresume.events;

/**
 * Says of an event that is read from the history how much memory its payload takes, before anybody asks for it: one
 * that says so is not held by its message, and is read again when it is asked for.
 */
public final class PayloadSize {

    /** In the metadata of such an event: the characters of its payload's JSON, an integer. It is never recorded. */
    public static final String CHARS = "com.sexyresume.payload-chars";

    private PayloadSize() {}
}
