package com.sexyresume.rendering;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A rendered résumé: the same document, format, template and locale give the same bytes.
 *
 * @param bytes the whole file; not copied, so nobody changes it
 * @param pageCount of a PDF; 0 for formats without pages
 */
@SuppressWarnings("ArrayRecordComponent")
public record Rendered(byte[] bytes, Format format, int pageCount) {

    public String mediaType() {
        return format.mediaType();
    }

    /** Of a file's name, without the dot. */
    public String extension() {
        return format.extension();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Rendered that && format == that.format && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return format + ", " + bytes.length + " bytes";
    }
}
