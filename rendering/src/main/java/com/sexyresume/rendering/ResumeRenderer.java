package com.sexyresume.rendering;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonWriterFactory;
import jakarta.json.stream.JsonGenerator;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Renders a résumé to the bytes of a file (T20), equal for equal arguments, without a request to anywhere: fonts and
 * style sheets are on the class path, and what a document says is text, whatever it looks like. Thread-safe; made once,
 * because the fonts are read then (7 MB).
 *
 * <p>It takes a JSON Resume 1.x document, as {@code GET /v1/resumes/{id}/export} answers it, rather than a résumé's own
 * data: so everything that was imported is shown, languages, awards and all, and one mapping serves every format.
 */
public final class ResumeRenderer {

    private static final JsonWriterFactory INDENTED =
            Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));

    private final RenderingLimits limits;
    private final PdfFile pdfFile;

    /** Sets PDFs in the scripts whose fonts are on the class path: Latin, Greek, Cyrillic, Hebrew, Arabic and more. */
    public ResumeRenderer(RenderingLimits limits) {
        this(limits, null);
    }

    /** @param fontFolder of TrueType fonts (TTF, TTC) for further scripts */
    public ResumeRenderer(RenderingLimits limits, @Nullable Path fontFolder) {
        this.limits = limits;
        this.pdfFile = new PdfFile(fontFolder);
    }

    /**
     * The characters of a résumé that a file of this format cannot show, in the order they stand there, each once. Only
     * a PDF brings its own fonts; every other format leaves that to whoever opens it, and lacks none.
     */
    public Set<String> missing(JsonObject jsonResume, Format format, TemplateName template, Locale locale) {
        if (format != Format.PDF) {
            return Set.of();
        }
        Set<String> missing = new LinkedHashSet<>();
        ContentReader.read(jsonResume, template, locale, Integer.MAX_VALUE)
                .fields(template)
                .forEach(field -> field.text()
                        .codePoints()
                        .filter(point ->
                                point == Texts.REPLACEMENT || !pdfFile.fonts().canSet(point))
                        .forEach(point -> missing.add(Character.toString(point))));
        return missing;
    }

    /**
     * The file of a résumé.
     *
     * @param jsonResume members of other types than JSON Resume says are not shown
     * @param template decides on looks and on the order of sections; JSON Resume has neither
     * @param locale language of headings and months (English where there is no translation: de, el, es, fr, ru), and
     *     the size of paper: letter in {@code US} and its like, A4 elsewhere
     * @throws DocumentTooLarge when it is larger than the limits allow; nothing else about a document fails
     */
    public Rendered render(JsonObject jsonResume, Format format, TemplateName template, Locale locale) {
        if (format == Format.JSON_RESUME) {
            return bounded(text(format, indented(jsonResume)));
        }
        Content content = ContentReader.read(jsonResume, template, locale, limits.maxCharacters());
        return bounded(
                switch (format) {
                    case PDF -> pdfFile.of(content, template, locale, limits);
                    case DOCX -> new Rendered(DocxFile.of(content, template), format, 0);
                    case MARKDOWN -> text(format, Markdown.of(content, template));
                    case TEXT -> text(format, PlainText.of(content, template));
                    case JSON_RESUME -> throw new IllegalStateException("answered above");
                });
    }

    private Rendered bounded(Rendered rendered) {
        if (rendered.bytes().length > limits.maxBytes()) {
            throw new DocumentTooLarge(DocumentTooLarge.Measure.BYTES, limits.maxBytes());
        }
        return rendered;
    }

    private static Rendered text(Format format, String text) {
        return new Rendered(text.getBytes(StandardCharsets.UTF_8), format, 0);
    }

    private static String indented(JsonObject document) {
        StringWriter text = new StringWriter();
        try (var writer = INDENTED.createWriter(text)) {
            writer.write(document);
        }
        return text.append('\n').toString().stripLeading();
    }
}
