package com.sexyresume.rendering;

import java.util.Locale;

/** What a part of a résumé is about; those of JSON Resume 1.x. */
enum SectionKind {
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
    REFERENCES;

    /** Under which its heading is found, and its class in style sheets. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
