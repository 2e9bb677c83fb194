package com.sexyresume.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Letters that are written from right to left, and those that cannot be set. */
class ScriptsTest {

    private static final ResumeRenderer RENDERER = new ResumeRenderer(RenderingLimits.DEFAULT);

    @ParameterizedTest
    @EnumSource(TemplateName.class)
    void readsArabicAndHebrewAsTheyAreWritten(TemplateName template) {
        for (JsonObject resume : new JsonObject[] {
            resume("محمد علي", "مهندس برمجيات", "مهندس برمجيات بخبرة خمس سنوات في Java و SQL."),
            resume("דנה כהן", "מהנדסת תוכנה", "פיתוח מערכות Java ו-SQL בשנת 2015."),
        }) {
            assertThat(RENDERER.missing(resume, Format.PDF, template, Locale.UK))
                    .isEmpty();
            Rendered pdf = RENDERER.render(resume, Format.PDF, template, Locale.UK);
            AtsCheck check = AtsCheck.of(pdf, resume, template, Locale.UK);
            assertThat(check.fields()).filteredOn(field -> !field.survived()).isEmpty();
            assertThat(check.readsInOrder()).isTrue();
        }
    }

    @Test
    void tellsWordProcessorsTheDirection() throws IOException {
        Rendered docx =
                RENDERER.render(resume("דנה כהן", "מהנדסת", "פיתוח"), Format.DOCX, TemplateName.MODERN, Locale.UK);
        assertThat(documentOf(docx)).contains("<w:bidi/>", "<w:rtl/>");

        Rendered english =
                RENDERER.render(resume("Ada", "Engineer", "Builds"), Format.DOCX, TemplateName.MODERN, Locale.UK);
        assertThat(documentOf(english)).doesNotContain("<w:bidi/>", "<w:rtl/>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"हिन्दी", "தமிழ்", "ខ្មែរ", "မြန်မာ", "বাংলা", "پارسی", "\uE000", "王"})
    void namesWhatAPdfCannotShow(String text) {
        JsonObject resume = resume("Ada " + text, "Engineer", "Builds");
        assertThat(RENDERER.missing(resume, Format.PDF, TemplateName.MODERN, Locale.UK))
                .isNotEmpty()
                .doesNotContain("A", "d", " ");
        assertThat(RENDERER.missing(resume, Format.DOCX, TemplateName.MODERN, Locale.UK))
                .isEmpty();
    }

    /** A letter without joined forms of its own would stand alone in the middle of a word. */
    @Test
    void doesNotSetArabicLettersApartThatJoin() {
        assertThat(RENDERER.missing(resume("ڃ", "x", "y"), Format.PDF, TemplateName.MODERN, Locale.UK))
                .containsExactly("ڃ");
    }

    @Test
    void takesFontsFromAFolderAndPassesOverOtherFiles(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("broken.ttf"), "no font");
        Files.writeString(folder.resolve("readme.txt"), "no font");
        ResumeRenderer renderer = new ResumeRenderer(RenderingLimits.DEFAULT, folder);
        assertThat(renderer.missing(resume("王", "x", "y"), Format.PDF, TemplateName.MODERN, Locale.UK))
                .containsExactly("王");
        assertThat(renderer.render(resume("Ada", "x", "y"), Format.PDF, TemplateName.MODERN, Locale.UK)
                        .pageCount())
                .isOne();
    }

    @Test
    void aMonthThatIsStartAndEndIsShownOnce() {
        JsonObject resume = Json.createObjectBuilder()
                .add("basics", Json.createObjectBuilder().add("name", "Sam"))
                .add(
                        "work",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("name", "Acme")
                                        .add("startDate", "2020-05")
                                        .add("endDate", "2020-05")))
                .build();
        Rendered pdf = RENDERER.render(resume, Format.PDF, TemplateName.MODERN, Locale.UK);
        assertThat(AtsCheck.of(pdf, resume, TemplateName.MODERN, Locale.UK).passed())
                .isTrue();
    }

    @Test
    void whatIsNotCurrentDoesNotGoOn() {
        String text = new String(
                RENDERER.render(
                                Json.createObjectBuilder()
                                        .add(
                                                "work",
                                                Json.createArrayBuilder()
                                                        .add(Json.createObjectBuilder()
                                                                .add("name", "Acme")
                                                                .add("startDate", "2020-01")
                                                                .add("current", false)))
                                        .build(),
                                Format.TEXT,
                                TemplateName.MODERN,
                                Locale.UK)
                        .bytes(),
                StandardCharsets.UTF_8);
        assertThat(text).contains("Jan 2020").doesNotContain("Present");
    }

    private static JsonObject resume(String name, String position, String summary) {
        return Json.createObjectBuilder()
                .add("basics", Json.createObjectBuilder().add("name", name).add("summary", summary))
                .add(
                        "work",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("name", "Acme")
                                        .add("position", position)
                                        .add("startDate", "2020-01")
                                        .add("summary", summary)
                                        .add(
                                                "highlights",
                                                Json.createArrayBuilder().add(summary))))
                .build();
    }

    private static String documentOf(Rendered docx) throws IOException {
        try (ZipInputStream parts = new ZipInputStream(new ByteArrayInputStream(docx.bytes()))) {
            for (ZipEntry part = parts.getNextEntry(); part != null; part = parts.getNextEntry()) {
                if (part.getName().equals("word/document.xml")) {
                    return new String(parts.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        throw new IOException("There is no document in it");
    }
}
