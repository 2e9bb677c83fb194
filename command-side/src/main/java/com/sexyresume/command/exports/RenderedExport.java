package com.sexyresume.command.exports;

import com.sexyresume.command.exports.ExportsRefusal.CharactersNotShown;
import com.sexyresume.events.exports.ExportFormat;
import com.sexyresume.events.exports.ExportsEvent.ExportRequested;
import com.sexyresume.language.PinnedResume;
import com.sexyresume.rendering.AtsCheck;
import com.sexyresume.rendering.Format;
import com.sexyresume.rendering.JsonResumeExport;
import com.sexyresume.rendering.Rendered;
import com.sexyresume.rendering.ResumeRenderer;
import com.sexyresume.rendering.TemplateName;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file, and what the history keeps of it.
 *
 * @param ats JSON; null but for a PDF
 */
record RenderedExport(Rendered file, @Nullable String ats) {

    /** The characters that the file could not show, the first {@value CharactersNotShown#MAX_NAMED} of them. */
    static List<String> missing(
            ExportFormat format, String template, String locale, PinnedResume resume, ResumeRenderer renderer) {
        return renderer
                .missing(
                        JsonResumeExport.of(resume.data()),
                        format(format),
                        TemplateName.of(template).orElse(TemplateName.MODERN),
                        Locale.forLanguageTag(locale))
                .stream()
                .limit(CharactersNotShown.MAX_NAMED)
                .toList();
    }

    /** Renders the pinned version: the same request gives the same bytes. */
    static RenderedExport of(ExportRequested request, PinnedResume resume, ResumeRenderer renderer) {
        // A file for people shows what was read; one for machines gives back what was written.
        JsonObject document = format(request.format()) == Format.JSON_RESUME
                ? JsonResumeExport.of(resume.data())
                : JsonResumeExport.standard(resume.data());
        TemplateName template = TemplateName.of(request.template()).orElse(TemplateName.MODERN);
        Locale locale = Locale.forLanguageTag(request.locale());
        Rendered file = renderer.render(document, format(request.format()), template, locale);
        return new RenderedExport(
                file, file.format() == Format.PDF ? json(AtsCheck.of(file, document, template, locale)) : null);
    }

    String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file.bytes()));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }

    static Format format(ExportFormat format) {
        return switch (format) {
            case PDF -> Format.PDF;
            case DOCX -> Format.DOCX;
            case JSON -> Format.JSON_RESUME;
            case MD -> Format.MARKDOWN;
            case TXT -> Format.TEXT;
        };
    }

    /** Pointers, pages and our own headings: nothing that the résumé says. */
    private static String json(AtsCheck check) {
        JsonArrayBuilder fields = Json.createArrayBuilder();
        int survived = 0;
        for (AtsCheck.FieldCheck field : check.fields()) {
            survived += field.survived() ? 1 : 0;
            JsonObjectBuilder shown =
                    Json.createObjectBuilder().add("pointer", field.pointer()).add("survived", field.survived());
            Integer page = field.page();
            fields.add(page == null ? shown.addNull("page") : shown.add("page", page));
        }
        JsonArrayBuilder sections = Json.createArrayBuilder();
        for (AtsCheck.SectionCheck section : check.sections()) {
            JsonObjectBuilder shown = Json.createObjectBuilder().add("heading", section.heading());
            Integer page = section.page();
            sections.add(page == null ? shown.addNull("page") : shown.add("page", page));
        }
        return Json.createObjectBuilder()
                .add("passed", check.passed())
                .add("readsInOrder", check.readsInOrder())
                .add("fieldsShown", check.fields().size())
                .add("fieldsSurvived", survived)
                .add("fields", fields)
                .add("sections", sections)
                .build()
                .toString();
    }
}
