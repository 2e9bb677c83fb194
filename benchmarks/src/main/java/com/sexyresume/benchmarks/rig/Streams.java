package com.sexyresume.benchmarks.rig;

import java.util.UUID;

/**
 * The stream that a caller's next command is for. Streams stay short, so that reading them costs every contender
 * little.
 */
public final class Streams {

    static final int COMMANDS_PER_STREAM = 20;

    private final Load load;
    private UUID stream;
    private int version = -1;

    private Streams(Load load, UUID stream) {
        this.load = load;
        this.stream = stream;
    }

    public static Streams of(Load load, UUID hot) {
        return new Streams(load, load == Load.HOT ? hot : UUID.randomUUID());
    }

    /** Moves on to the next command. */
    public UUID next() {
        version++;
        if (load == Load.DISTINCT && version == COMMANDS_PER_STREAM) {
            stream = UUID.randomUUID();
            version = 0;
        }
        return stream;
    }

    /** The version that the next event of the stream makes, when nobody else writes to it. */
    public int version() {
        return version;
    }
}
