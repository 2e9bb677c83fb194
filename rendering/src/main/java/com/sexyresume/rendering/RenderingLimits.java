package com.sexyresume.rendering;

/**
 * How much is rendered at most, so that time and memory are bounded whatever a document says.
 *
 * @param maxCharacters of the document's shown text; a line counts as {@value Content#LINE_COST} characters at least
 * @param maxPages of a PDF
 * @param maxBytes of any file
 */
public record RenderingLimits(int maxCharacters, int maxPages, int maxBytes) {

    /** 100,000 characters, 60 pages, 8 MiB: a book of a résumé, rendered in seconds. */
    public static final RenderingLimits DEFAULT = new RenderingLimits(100_000, 60, 8 << 20);

    public RenderingLimits {
        if (maxCharacters < 1 || maxPages < 1 || maxBytes < 1) {
            throw new IllegalArgumentException("A limit is at least 1");
        }
    }
}
