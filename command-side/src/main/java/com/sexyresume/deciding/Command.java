package com.sexyresume.deciding;

import org.jspecify.annotations.Nullable;

/** A wish to change one stream. Commands are records named in the imperative; they carry no Axon types. */
public interface Command {

    /** The stream whose history decides, and in which the events are recorded. */
    StreamId stream();

    /**
     * Why it is refused when something else holds a claim that it would take: its own, and not what its sender adds.
     *
     * @param kind of the claim
     * @return null when no claim of that kind is the command's
     */
    default @Nullable Rejection whenTaken(String kind) {
        return null;
    }
}
