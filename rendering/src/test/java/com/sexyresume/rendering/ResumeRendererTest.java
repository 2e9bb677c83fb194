package com.sexyresume.rendering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** T20: every format of every template, of a document that people write and of one that attacks. */
class ResumeRendererTest {

    private static final ResumeRenderer RENDERER = new ResumeRenderer(RenderingLimits.DEFAULT);
    private static final JsonObject REALISTIC = Samples.realistic();
    private static final String NOWHERE = "http://127.0.0.1:9";

    @ParameterizedTest
    @EnumSource(TemplateName.class)
    void embedsItsFontsAndTagsItsText(TemplateName template) throws IOException {
        Rendered rendered = RENDERER.render(REALISTIC, Format.PDF, template, Locale.UK);
        try (PDDocument pdf = Loader.loadPDF(rendered.bytes())) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(rendered.pageCount()).isBetween(1, 3);
            assertThat(pdf.getDocumentCatalog().getStructureTreeRoot()).isNotNull();
            assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("en");
            assertThat(pdf.getDocumentInformation().getTitle()).startsWith("Zoë Müller-Świątek");
            for (PDPage page : pdf.getPages()) {
                for (var name : page.getResources().getFontNames()) {
                    assertThat(page.getResources().getFont(name).isEmbedded())
                            .as(page.getResources().getFont(name).getName())
                            .isTrue();
                }
            }
            assertThat(new PDFTextStripper().getText(pdf))
                    .contains("Zoë Müller-Świątek", "Ελληνική Ναυτιλία", "Московский государственный", "efficient")
                    .doesNotContain("\uFFFD", "\uFB01", "\uFB03");
        }
    }

    @ParameterizedTest
    @EnumSource(TemplateName.class)
    void survivesAHostileDocumentInEveryFormat(TemplateName template) throws IOException {
        JsonObject hostile = Samples.hostile(NOWHERE);
        for (Format format : Format.values()) {
            assertThat(RENDERER.render(hostile, format, template, Locale.UK).bytes())
                    .as(format.name())
                    .isNotEmpty();
        }
        Rendered pdf = RENDERER.render(hostile, Format.PDF, template, Locale.UK);
        String text = squeezed(text(pdf));
        assertThat(text)
                .contains(squeezed(Samples.attacks(NOWHERE).getFirst()))
                .contains(squeezed("</style><object"))
                .contains(squeezed("<!ENTITY e SYSTEM"))
                .contains("x".repeat(4_000))
                .contains("rightgnp.exe")
                .contains("\uFFFD")
                .doesNotContain("\u202E", "root:");
    }

    @Test
    void asksNobodyForAnything() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            JsonObject hostile =
                    Samples.hostile("http://127.0.0.1:" + server.getAddress().getPort());
            for (Format format : Format.values()) {
                RENDERER.render(hostile, format, TemplateName.MODERN, Locale.UK);
            }
            assertThat(requests).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void linksToWebPagesMailboxesAndTelephonesAlone() throws IOException {
        List<String> targets = new ArrayList<>();
        for (JsonObject document : List.of(REALISTIC, Samples.hostile(NOWHERE))) {
            Rendered rendered = RENDERER.render(document, Format.PDF, TemplateName.MODERN, Locale.UK);
            try (PDDocument pdf = Loader.loadPDF(rendered.bytes())) {
                for (PDPage page : pdf.getPages()) {
                    for (PDAnnotation annotation : page.getAnnotations()) {
                        targets.add(((PDActionURI) ((PDAnnotationLink) annotation).getAction()).getURI());
                    }
                }
            }
        }
        assertThat(targets)
                .contains("mailto:zoe.mueller@example.org", "tel:+493012345678", "https://zoe.example.org")
                .allMatch(target -> target.matches("(https?://|mailto:|tel:)[^<>\"\\s]+"));
    }

    @ParameterizedTest
    @EnumSource(TemplateName.class)
    void writesADocumentForWordProcessors(TemplateName template) throws IOException {
        assertThat(docx(REALISTIC, template))
                .contains("Zoë Müller-Świątek", "Experience", "Deutsche Schienenkarte GmbH", "TLA+", "Grade: 1.2");
        assertThat(squeezed(docx(Samples.hostile(NOWHERE), template)))
                .contains(squeezed(Samples.attacks(NOWHERE).getFirst()))
                .contains("x".repeat(4_000));
    }

    @ParameterizedTest
    @EnumSource(TemplateName.class)
    void writesMarkdownThatSaysWhatTheTextSays(TemplateName template) {
        Node realistic = markdown(REALISTIC, template);
        assertThat(squeezed(TextContentRenderer.builder().build().render(realistic)))
                .contains(squeezed("Ελληνική Ναυτιλία Α.Ε."), squeezed("Java, PostgreSQL, TLA+, C++"));

        Node hostile = markdown(Samples.hostile(NOWHERE), template);
        List<String> markup = new ArrayList<>();
        List<Integer> headings = new ArrayList<>();
        hostile.accept(new AbstractVisitor() {
            @Override
            public void visit(HtmlBlock html) {
                markup.add(html.getLiteral());
            }

            @Override
            public void visit(HtmlInline html) {
                markup.add(html.getLiteral());
            }

            @Override
            public void visit(Image image) {
                markup.add(image.getDestination());
            }

            @Override
            public void visit(Code code) {
                markup.add(code.getLiteral());
            }

            @Override
            public void visit(FencedCodeBlock code) {
                markup.add(code.getLiteral());
            }

            @Override
            public void visit(IndentedCodeBlock code) {
                markup.add(code.getLiteral());
            }

            @Override
            public void visit(ThematicBreak rule) {
                markup.add("rule");
            }

            @Override
            public void visit(Link link) {
                if (!link.getDestination().matches("(https?://|mailto:)[^<>\"\\s]+")) {
                    markup.add(link.getDestination());
                }
                visitChildren(link);
            }

            @Override
            public void visit(Heading heading) {
                headings.add(heading.getLevel());
                visitChildren(heading);
            }
        });
        assertThat(markup).isEmpty();
        assertThat(headings).containsOnly(1, 2, 3).containsOnlyOnce(1);
        String shown = squeezed(TextContentRenderer.builder().build().render(hostile));
        for (String attack : Samples.attacks(NOWHERE)) {
            assertThat(shown).contains(squeezed(Texts.line(attack)));
        }
    }

    @Test
    void writesTextInLinesThatFit() {
        for (JsonObject document : List.of(REALISTIC, Samples.hostile(NOWHERE))) {
            String text = string(RENDERER.render(document, Format.TEXT, TemplateName.MODERN, Locale.UK));
            assertThat(text.lines()).allMatch(line -> line.codePointCount(0, line.length()) <= PlainText.LINE_LENGTH);
            assertThat(text).doesNotContain("\u0000", "\u001B", "\u202E", "\r");
        }
    }

    @Test
    void handsTheJsonResumeOnAsItIs() throws IOException {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(
                        Path.of("..", "command-side", "src", "main", "resources", "schemas", "json-resume.json")));
        Rendered rendered = RENDERER.render(REALISTIC, Format.JSON_RESUME, TemplateName.CLASSIC, Locale.UK);
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(rendered.bytes()))) {
            assertThat(reader.readObject()).isEqualTo(REALISTIC);
        }
        assertThat(schema.validate(string(rendered), InputFormat.JSON)).isEmpty();
    }

    @Test
    void givesTheSameBytesForTheSameDocument() {
        ResumeRenderer another = new ResumeRenderer(RenderingLimits.DEFAULT);
        for (Format format : Format.values()) {
            assertThat(another.render(REALISTIC, format, TemplateName.CLASSIC, Locale.GERMANY))
                    .as(format.name())
                    .isEqualTo(RENDERER.render(REALISTIC, format, TemplateName.CLASSIC, Locale.GERMANY));
        }
    }

    @Test
    void rendersForManyThreadsAtOnce() throws InterruptedException, ExecutionException {
        Rendered expected = RENDERER.render(REALISTIC, Format.PDF, TemplateName.MODERN, Locale.UK);
        Callable<Rendered> rendering = () -> RENDERER.render(REALISTIC, Format.PDF, TemplateName.MODERN, Locale.UK);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Rendered>> rendered =
                    threads.invokeAll(List.of(rendering, rendering, rendering, rendering, rendering, rendering));
            for (Future<Rendered> one : rendered) {
                assertThat(one.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void speaksTheReadersLanguage() throws IOException {
        assertThat(text(RENDERER.render(REALISTIC, Format.PDF, TemplateName.MINIMAL, Locale.GERMANY)))
                .contains("Berufserfahrung", "Mär 2020 – heute");
        assertThat(text(RENDERER.render(REALISTIC, Format.PDF, TemplateName.MINIMAL, Locale.of("ru"))))
                .contains("Опыт работы", "настоящее время");
        assertThat(text(RENDERER.render(REALISTIC, Format.PDF, TemplateName.MINIMAL, Locale.JAPAN)))
                .contains("Experience", "Mar 2020 – Present");
    }

    @Test
    void refusesWhatIsTooLarge() {
        JsonObject megabyte = summary("lorem ipsum ".repeat(90_000));
        for (Format format : List.of(Format.PDF, Format.DOCX, Format.MARKDOWN, Format.TEXT)) {
            assertThatThrownBy(() -> RENDERER.render(megabyte, format, TemplateName.MODERN, Locale.UK))
                    .isInstanceOfSatisfying(DocumentTooLarge.class, refusal -> {
                        assertThat(refusal.measure()).isEqualTo(DocumentTooLarge.Measure.CHARACTERS);
                        assertThat(refusal.limit()).isEqualTo(100_000);
                    });
        }
        assertThatThrownBy(() -> new ResumeRenderer(new RenderingLimits(100_000, 1, 1 << 20))
                        .render(REALISTIC, Format.PDF, TemplateName.MODERN, Locale.UK))
                .isInstanceOfSatisfying(
                        DocumentTooLarge.class,
                        refusal -> assertThat(refusal.measure()).isEqualTo(DocumentTooLarge.Measure.PAGES));
        assertThatThrownBy(() -> new ResumeRenderer(new RenderingLimits(100_000, 10, 1_000))
                        .render(REALISTIC, Format.JSON_RESUME, TemplateName.MODERN, Locale.UK))
                .isInstanceOfSatisfying(
                        DocumentTooLarge.class,
                        refusal -> assertThat(refusal.measure()).isEqualTo(DocumentTooLarge.Measure.BYTES));
    }

    /** A word as long as a document may be has no place to break but those that are made for it. */
    @Test
    void rendersAWordOfAHundredThousandCharactersInBoundedTime() {
        JsonObject word = summary("w".repeat(100_000));
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (Format format : Format.values()) {
                assertThat(RENDERER.render(word, format, TemplateName.MODERN, Locale.UK)
                                .bytes())
                        .as(format.name())
                        .isNotEmpty();
            }
        });
    }

    @Test
    void rendersNothingToo() {
        for (Format format : Format.values()) {
            assertThat(RENDERER.render(JsonObject.EMPTY_JSON_OBJECT, format, TemplateName.EXECUTIVE, Locale.ROOT))
                    .isNotNull();
        }
    }

    private static JsonObject summary(String text) {
        return Json.createObjectBuilder()
                .add("basics", Json.createObjectBuilder().add("summary", text))
                .build();
    }

    private static String text(Rendered pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.bytes())) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static String docx(JsonObject document, TemplateName template) throws IOException {
        Rendered rendered = RENDERER.render(document, Format.DOCX, template, Locale.UK);
        try (XWPFDocument docx = new XWPFDocument(new ByteArrayInputStream(rendered.bytes()));
                XWPFWordExtractor extractor = new XWPFWordExtractor(docx)) {
            return extractor.getText();
        }
    }

    private static Node markdown(JsonObject document, TemplateName template) {
        return Parser.builder().build().parse(string(RENDERER.render(document, Format.MARKDOWN, template, Locale.UK)));
    }

    private static String string(Rendered rendered) {
        return new String(rendered.bytes(), StandardCharsets.UTF_8);
    }

    private static String squeezed(String text) {
        return text.replaceAll("[\\s\u00A0\u200B]+", "");
    }
}
