package com.sexyresume.benchmarks.rig;

/** Where callers write. */
public enum Load {
    /** Each caller onto a stream of its own, and onto another one after every 20 commands. */
    DISTINCT("distinct streams"),

    /** All callers onto one stream. */
    HOT("one hot stream");

    private final String title;

    Load(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
