package com.sexyresume.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** T20: what a machine reads of the PDF. */
class AtsCheckTest {

    private static final ResumeRenderer RENDERER = new ResumeRenderer(RenderingLimits.DEFAULT);

    @ParameterizedTest
    @EnumSource(TemplateName.class)
    void everyFieldOfEveryTemplateSurvivesInOrder(TemplateName template) {
        JsonObject document = Samples.realistic();
        for (Locale locale : List.of(Locale.UK, Locale.GERMANY, Locale.of("ru"))) {
            Rendered pdf = RENDERER.render(document, Format.PDF, template, locale);
            AtsCheck check = AtsCheck.of(pdf, document, template, locale);
            assertThat(check.fields()).filteredOn(field -> !field.survived()).isEmpty();
            assertThat(check.fields())
                    .extracting(AtsCheck.FieldCheck::pointer)
                    .contains(
                            "/basics/name",
                            "/basics/email",
                            "/basics/phone",
                            "/work/2/name",
                            "/work/1/startDate",
                            "/education/1/institution",
                            "/skills/5/keywords/2",
                            "/references/0/reference");
            assertThat(check.sections()).hasSize(11).allMatch(section -> section.page() != null);
            assertThat(check.readsInOrder()).isTrue();
            assertThat(check.passed()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(TemplateName.class)
    void findsTheHeadingsOfAHostileDocumentInOrder(TemplateName template) {
        JsonObject document = Samples.hostile("http://127.0.0.1:9");
        Rendered pdf = RENDERER.render(document, Format.PDF, template, Locale.UK);
        AtsCheck check = AtsCheck.of(pdf, document, template, Locale.UK);
        assertThat(check.sections()).allMatch(section -> section.page() != null);
    }

    @Test
    void namesTheFieldsThatNoFontCanShow() {
        JsonObject document = Json.createObjectBuilder()
                .add("basics", Json.createObjectBuilder().add("name", "山田太郎").add("label", "Engineer"))
                .build();
        Rendered pdf = RENDERER.render(document, Format.PDF, TemplateName.MODERN, Locale.UK);
        AtsCheck check = AtsCheck.of(pdf, document, TemplateName.MODERN, Locale.UK);
        assertThat(check.fields())
                .containsExactly(
                        new AtsCheck.FieldCheck("/basics/name", "Name", false, null),
                        new AtsCheck.FieldCheck("/basics/label", "Headline", true, 1));
        assertThat(check.passed()).isFalse();
    }

    @Test
    void noticesAnotherDocumentAndAnotherOrder() {
        JsonObject document = Samples.realistic();
        Rendered pdf = RENDERER.render(document, Format.PDF, TemplateName.TECHNICAL, Locale.UK);
        assertThat(AtsCheck.of(pdf, document, TemplateName.MODERN, Locale.UK).readsInOrder())
                .isFalse();
        JsonObject renamed = Json.createObjectBuilder(document)
                .add("basics", Json.createObjectBuilder().add("name", "Zoë"))
                .add(
                        "awards",
                        Json.createArrayBuilder().add(Json.createObjectBuilder().add("title", "Engin")))
                .build();
        // A part of a word is not the word.
        assertThat(AtsCheck.of(pdf, renamed, TemplateName.TECHNICAL, Locale.UK).fields())
                .filteredOn(field -> field.pointer().equals("/awards/0/title"))
                .allMatch(field -> !field.survived())
                .hasSize(1);
    }
}
