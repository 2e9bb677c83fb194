package com.sexyresume.rendering;

/** What a résumé can be exported as (T20). */
public enum Format {
    /** Tagged (PDF/UA), with its fonts embedded. */
    PDF("pdf", "application/pdf", "pdf"),
    DOCX("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    /** The JSON Resume document itself, indented. */
    JSON_RESUME("json", "application/json", "json"),
    /** CommonMark 0.31. */
    MARKDOWN("markdown", "text/markdown;charset=UTF-8", "md"),
    /** UTF-8 text in lines of at most {@value PlainText#LINE_LENGTH} characters. */
    TEXT("txt", "text/plain;charset=UTF-8", "txt");

    private final String formatName;
    private final String mediaType;
    private final String extension;

    Format(String formatName, String mediaType, String extension) {
        this.formatName = formatName;
        this.mediaType = mediaType;
        this.extension = extension;
    }

    /** As it is called in requests. */
    public String formatName() {
        return formatName;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Of a file's name, without the dot. */
    public String extension() {
        return extension;
    }
}
