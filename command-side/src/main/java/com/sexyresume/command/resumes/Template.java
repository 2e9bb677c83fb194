package com.sexyresume.command.resumes;

import java.util.Arrays;
import java.util.List;

/** How a résumé is laid out (T02); a résumé names its template, and every name it may have is here. */
enum Template {
    /** One column, generous space; the default (C16). */
    MODERN,
    /** Serif type and centred headings. */
    CLASSIC,
    /** Text alone. */
    MINIMAL,
    /** Two columns, dates in the margin. */
    PROFESSIONAL,
    /** Coloured headings. */
    CREATIVE,
    /** Summary and results first. */
    EXECUTIVE,
    /** Skills and projects first. */
    TECHNICAL,
    /** As much on a page as can be read. */
    COMPACT;

    static final List<String> NAMES =
            Arrays.stream(values()).map(Template::templateName).toList();

    String templateName() {
        return switch (this) {
            case MODERN -> "modern";
            case CLASSIC -> "classic";
            case MINIMAL -> "minimal";
            case PROFESSIONAL -> "professional";
            case CREATIVE -> "creative";
            case EXECUTIVE -> "executive";
            case TECHNICAL -> "technical";
            case COMPACT -> "compact";
        };
    }
}
