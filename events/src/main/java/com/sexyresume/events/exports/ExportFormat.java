package com.sexyresume.events.exports;

/** What a résumé can be exported as (T20). */
public enum ExportFormat {
    PDF,
    DOCX,
    /** JSON Resume 1.x. */
    JSON,
    /** CommonMark. */
    MD,
    TXT
}
