package com.sexyresume.rendering;

import com.openhtmltopdf.bidi.support.ICUBidiReorderer;
import com.openhtmltopdf.bidi.support.ICUBidiSplitter;
import com.openhtmltopdf.extend.impl.FSDefaultCacheStore;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.CacheStore;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;

/**
 * Sets a résumé as a tagged PDF 1.7 with embedded subsets of its fonts, PDF/UA structure and neither dates nor random
 * ids. Style sheets and fonts are handed to the layout engine as values; whatever address it might want to load, it is
 * refused.
 */
final class PdfFile {

    /** Where people write on letter paper. */
    private static final Set<String> LETTER_COUNTRIES = Set.of("US", "CA", "MX", "PH", "CL", "CO");

    private static final long DOCUMENT_ID = 0x5EC7_4E50_3EL;

    static {
        // It would log about the documents of strangers, by name.
        XRLog.setLoggingEnabled(false);
    }

    private final Fonts fonts;
    private final FSDefaultCacheStore fontMetrics = new FSDefaultCacheStore();
    private final Map<TemplateName, String> styles = new EnumMap<>(TemplateName.class);

    /** @param fontFolder of fonts for further scripts */
    PdfFile(@Nullable Path fontFolder) {
        fonts = new Fonts(fontFolder);
        for (TemplateName template : TemplateName.values()) {
            styles.put(
                    template, fonts.withFamilies(style("base") + style(template.templateName()) + style("mirrored")));
        }
    }

    Fonts fonts() {
        return fonts;
    }

    Rendered of(Content content, TemplateName template, Locale locale, RenderingLimits limits) {
        String paper = LETTER_COUNTRIES.contains(locale.getCountry()) ? "letter" : "A4";
        String style = "@page { size: " + paper + " }\n" + Objects.requireNonNull(styles.get(template));
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.useUriResolver((base, address) -> null);
        builder.useExternalResourceAccessControl(
                (address, type) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI);
        builder.useExternalResourceAccessControl(
                (address, type) -> false, ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI);
        builder.useCacheStore(CacheStore.PDF_FONT_METRICS, fontMetrics);
        builder.useReplacementText(String.valueOf(Texts.REPLACEMENT));
        builder.useUnicodeCharacterBreaker(new Characters());
        builder.useUnicodeBidiSplitter(new ICUBidiSplitter.ICUBidiSplitterFactory());
        builder.useUnicodeBidiReorderer(new ICUBidiReorderer());
        builder.usePdfUaAccessibility(true);
        builder.withProducer("SexyResume");
        builder.withW3cDocument(HtmlPage.of(content, template, style, fonts::visible), null);
        try (PDDocument pdf = new PDDocument()) {
            builder.usePDDocument(pdf);
            fonts.addTo(builder, pdf);
            try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
                renderer.layout();
                int pageCount = renderer.getRootBox().getLayer().getPages().size();
                if (pageCount > limits.maxPages()) {
                    throw new DocumentTooLarge(DocumentTooLarge.Measure.PAGES, limits.maxPages());
                }
                renderer.createPDFWithoutClosing();
                pdf.getDocumentInformation().setCreationDate(null);
                pdf.setDocumentId(DOCUMENT_ID);
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                pdf.save(bytes);
                return new Rendered(bytes.toByteArray(), Format.PDF, pdf.getNumberOfPages());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String style(String name) {
        String resource = "templates/" + name + ".css";
        try (InputStream file = Objects.requireNonNull(
                PdfFile.class.getResourceAsStream(resource), resource + " is not on the class path")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8) + "\n";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
