package com.sexyresume.command.enhancements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sexyresume.command.enhancements.Enhancer.Enhanced;
import com.sexyresume.command.enhancements.Enhancer.Improvement;
import com.sexyresume.command.enhancements.Enhancer.Kind;
import com.sexyresume.command.enhancements.Enhancer.Task;
import com.sexyresume.events.enhancements.EnhancementsEvent.TonePreset;
import com.sexyresume.language.Documents;
import com.sexyresume.language.EngineFailed;
import com.sexyresume.language.Grounding;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine that needs no network (T04): reproducible, reasoned and grounded. */
class DeterministicEnhancerTest {

    private static final JsonObject ADA = Documents.object("""
            {"personalInfo": {"summary": "I have led crews. It's fun."},
             "experience": [
               {"id": "a", "description": "Responsible for managing a lot of stuff.",
                "achievements": ["Managed the mill", "Managed the looms", "Managed the crew", "Closed 3 gaps",
                                 "Audited the books.", " "]},
               {"id": "b", "achievements": ["Managed the sea"]}],
             "projects": [{"id": "p", "description": "Worked on the engine."}]}""");

    @Test
    void theSameResumeGetsTheSameAnswer() {
        assertThat(enhanced(TonePreset.TECHNICAL)).isEqualTo(enhanced(TonePreset.TECHNICAL));
    }

    @Test
    void eachTextIsImprovedOnceAndReasonedFor() {
        List<Improvement> improvements = enhanced(TonePreset.PROFESSIONAL).improvements();

        assertThat(improvements)
                .extracting(improvement -> improvement.text().path())
                .doesNotHaveDuplicates();
        assertThat(improvements).allSatisfy(improvement -> {
            assertThat(improvement.reasoning()).isNotBlank();
            assertThat(improvement.confidencePercent()).isBetween(1, 100);
            assertThat(improvement.suggested()).isNotEqualTo(improvement.text().text());
        });
        assertThat(suggestedFor("/personalInfo/summary")).isEqualTo("Led crews. It is fun.");
        assertThat(suggestedFor("/experience/0/description")).isEqualTo("Managed a lot of work.");
        assertThat(suggestedFor("/projects/0/description")).isEqualTo("Contributed to the engine.");
    }

    @Test
    void linesOfAnEntryBeginDifferently() {
        assertThat(suggestedFor("/experience/0/achievements/1")).isEqualTo("Ran the looms");
        assertThat(suggestedFor("/experience/0/achievements/2")).isEqualTo("Oversaw the crew");
    }

    @Test
    void aLineWithoutAFigureGetsAGapThatOnlyItsOwnerCanFill() {
        Improvement gap = improvement("/experience/0/achievements/4");

        assertThat(gap.suggested()).isEqualTo("Audited the books " + DeterministicEnhancer.GAP + ".");
        assertThat(gap.needsInput()).isTrue();
        assertThat(gap.kinds()).containsExactly(Kind.quantification);
        assertThat(enhanced(TonePreset.PROFESSIONAL).improvements().stream().filter(Improvement::needsInput))
                .hasSizeLessThanOrEqualTo(DeterministicEnhancer.MAX_GAPS);
        assertThat(enhanced(TonePreset.PROFESSIONAL).improvements())
                .noneMatch(improvement -> improvement.text().path().equals("/experience/0/achievements/3"));
    }

    @ParameterizedTest
    @EnumSource(TonePreset.class)
    void nothingIsInvented(TonePreset tone) {
        Grounding grounding = Grounding.of(ADA);

        assertThat(enhanced(tone).improvements())
                .isNotEmpty()
                .allSatisfy(improvement -> assertThat(grounding.ungrounded(improvement.suggested()))
                        .isEmpty());
    }

    @Test
    void ofAnEmptyResumeNothingIsSaid() {
        assertThat(enhanced(JsonObject.EMPTY_JSON_OBJECT, TonePreset.CREATIVE).improvements())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Verantwortlich für die Leitung der Abteilung und das Budget.",
                "Responsable de la gestion des budgets et du personnel.",
                "Responsable de la gestión de los presupuestos y del personal.",
                "负责预算管理和团队建设",
                "Отвечал за бюджет отдела",
            })
    void ofAnotherLanguageThanEnglishItSaysThatItDoesNotKnowIt(String line) {
        JsonObject data = Documents.object(
                "{\"experience\":[{\"id\":\"a\",\"achievements\":[\"" + line + "\",\"" + line + "\"]}]}");

        assertThat(catchThrowableOfType(
                                EngineFailed.class,
                                () -> new DeterministicEnhancer()
                                        .enhance(new Task(
                                                data, TonePreset.PROFESSIONAL, null, null, StylePreferences.ALL)))
                        .code())
                .isEqualTo("language-not-known");
    }

    @Test
    void whatIsNotWantedIsNotSuggested() throws EngineFailed {
        for (Kind wanted : Kind.values()) {
            Enhanced enhanced = new DeterministicEnhancer()
                    .enhance(new Task(ADA, TonePreset.PROFESSIONAL, null, null, new StylePreferences(Set.of(wanted))));

            assertThat(enhanced.improvements())
                    .allSatisfy(improvement -> assertThat(improvement.kinds()).containsExactly(wanted));
        }
    }

    private static Enhanced enhanced(TonePreset tone) {
        return enhanced(ADA, tone);
    }

    private static Enhanced enhanced(JsonObject data, TonePreset tone) {
        try {
            return new DeterministicEnhancer()
                    .enhance(new Task(data, tone, "Staff Engineer", "Rail", StylePreferences.ALL));
        } catch (EngineFailed failed) {
            throw new AssertionError(failed);
        }
    }

    private static String suggestedFor(String path) {
        return improvement(path).suggested();
    }

    private static Improvement improvement(String path) {
        return enhanced(TonePreset.PROFESSIONAL).improvements().stream()
                .filter(improvement -> improvement.text().path().equals(path))
                .findFirst()
                .orElseThrow();
    }
}
