package com.sexyresume.rendering;

import static com.sexyresume.rendering.SectionKind.AWARDS;
import static com.sexyresume.rendering.SectionKind.CERTIFICATES;
import static com.sexyresume.rendering.SectionKind.EDUCATION;
import static com.sexyresume.rendering.SectionKind.INTERESTS;
import static com.sexyresume.rendering.SectionKind.LANGUAGES;
import static com.sexyresume.rendering.SectionKind.PROJECTS;
import static com.sexyresume.rendering.SectionKind.PUBLICATIONS;
import static com.sexyresume.rendering.SectionKind.REFERENCES;
import static com.sexyresume.rendering.SectionKind.SKILLS;
import static com.sexyresume.rendering.SectionKind.SUMMARY;
import static com.sexyresume.rendering.SectionKind.VOLUNTEERING;
import static com.sexyresume.rendering.SectionKind.WORK;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a résumé is laid out (T02), under the names that résumés use. Every template reads from top to bottom in the
 * order of the file's text, whatever it looks like, so that a machine reads what a person reads (ATS).
 */
public enum TemplateName {
    /** One column, generous space; the default (C16). */
    MODERN,
    /** Serif type and centred headings. */
    CLASSIC,
    /** Text alone. */
    MINIMAL,
    /** Dates in the margin. */
    PROFESSIONAL,
    /** Coloured headings. */
    CREATIVE,
    /** Summary and results first. */
    EXECUTIVE,
    /** Skills and projects first. */
    TECHNICAL,
    /** As much on a page as can be read. */
    COMPACT;

    /**
     * What a DOCX shows of a template.
     *
     * @param font by the name it has in word processors
     * @param colour of headings, as RRGGBB
     * @param halfPoints of running text
     */
    record Look(String font, String colour, boolean centred, int halfPoints) {}

    private static final List<SectionKind> USUAL_ORDER = List.of(
            SUMMARY,
            WORK,
            PROJECTS,
            EDUCATION,
            SKILLS,
            LANGUAGES,
            CERTIFICATES,
            AWARDS,
            PUBLICATIONS,
            VOLUNTEERING,
            INTERESTS,
            REFERENCES);
    private static final List<SectionKind> TECHNICAL_ORDER = List.of(
            SUMMARY,
            SKILLS,
            PROJECTS,
            WORK,
            EDUCATION,
            CERTIFICATES,
            PUBLICATIONS,
            AWARDS,
            LANGUAGES,
            VOLUNTEERING,
            INTERESTS,
            REFERENCES);

    /** The template of that name, such as {@code modern}. */
    public static Optional<TemplateName> of(String name) {
        return Arrays.stream(values())
                .filter(template -> template.templateName().equals(name))
                .findFirst();
    }

    /** As résumés call it, such as {@code modern}. */
    public String templateName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Every section, in the order it is shown. */
    List<SectionKind> sections() {
        return this == TECHNICAL ? TECHNICAL_ORDER : USUAL_ORDER;
    }

    /** Whether an entry's points stand before its description. */
    boolean pointsFirst() {
        return this == EXECUTIVE;
    }

    Look look() {
        return switch (this) {
            case MODERN -> new Look("Calibri", "1F6F78", false, 21);
            case CLASSIC -> new Look("Cambria", "222222", true, 21);
            case MINIMAL -> new Look("Arial", "000000", false, 20);
            case PROFESSIONAL -> new Look("Calibri", "24476B", false, 21);
            case CREATIVE -> new Look("Calibri", "B8336A", false, 21);
            case EXECUTIVE -> new Look("Georgia", "5B4636", false, 21);
            case TECHNICAL -> new Look("Arial", "2F5D34", false, 20);
            case COMPACT -> new Look("Calibri", "333333", false, 18);
        };
    }
}
