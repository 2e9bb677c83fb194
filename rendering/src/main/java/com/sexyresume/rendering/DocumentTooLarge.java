package com.sexyresume.rendering;

/** A document is larger than {@link RenderingLimits} allow: the only failure that a document can cause. */
public final class DocumentTooLarge extends RuntimeException {

    /** What there is too much of. */
    public enum Measure {
        CHARACTERS,
        PAGES,
        BYTES
    }

    private final Measure measure;
    private final int limit;

    DocumentTooLarge(Measure measure, int limit) {
        super("more than " + limit + " " + measure.name().toLowerCase(java.util.Locale.ROOT));
        this.measure = measure;
        this.limit = limit;
    }

    public Measure measure() {
        return measure;
    }

    /** The most that is allowed, in the measure's unit. */
    public int limit() {
        return limit;
    }
}
