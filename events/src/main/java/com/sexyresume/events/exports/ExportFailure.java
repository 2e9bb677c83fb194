package com.sexyresume.events.exports;

import java.util.Locale;

/** Why there will be no file; as a text it is the code that is recorded, and that callers get. */
public enum ExportFailure {
    INSUFFICIENT_CREDITS,
    CHARACTERS_NOT_SHOWN,
    DOCUMENT_TOO_LARGE,
    RENDERING_FAILED,
    NOT_RENDERED_IN_TIME;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
