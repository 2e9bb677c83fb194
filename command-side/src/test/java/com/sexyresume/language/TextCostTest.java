package com.sexyresume.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What others write is read in a time that its length bounds, whatever it is. The bound is wide: what grows with the
 * square of a length takes minutes.
 */
class TextCostTest {

    private static final Duration MAX_CPU = Duration.ofMillis(500);
    private static final int SOURCE = 500_000;
    private static final int TEXT = 40_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "1",
                "1.",
                "1,",
                "a",
                "A ",
                "Aa ",
                "aA",
                "s ",
                "- ",
                "a/",
                "a'",
                "&",
                "/",
                "’",
                "java ",
                "senior ",
                "one ",
                "Xy. ",
                "\u0301",
                "é",
                "字",
                "١",
                "a\u0301",
                "\n",
                "C++ ",
                "c",
                "responsible for ",
                "ſ",
                "Ab-"
            })
    void groundingReadsAnyTextInBoundedTime(String unit) {
        String source = "1" + unit.repeat(SOURCE / unit.length()) + "1";
        String text = "1" + unit.repeat(TEXT / unit.length()) + "1";
        long nanos = Long.MAX_VALUE;
        // The quickest of a few: the others tell about the machine.
        for (int run = 0; run < 5 && nanos > MAX_CPU.toNanos(); run++) {
            long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            var _ = Grounding.of(Documents.object("{}"), source).ungrounded(text);
            var _ = Grounding.of(Documents.object("{}"), text).ungrounded(text + " Zz");
            nanos = Math.min(nanos, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun);
        }
        assertThat(Duration.ofNanos(nanos)).isLessThan(MAX_CPU);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a.", "C++", "node.js is", "Senior", "a\u0301 b", "ſQL", "x-ray"})
    void aPhraseIsFoundInAnyCaseAsWholeWords(String phrase) {
        Phrases phrases = new Phrases(List.of(phrase, phrase + " engineer"));
        for (String around : List.of("%s", "(%s)", "an %s.", "%s %s", "x\u200b%s,")) {
            assertThat(phrases.in(around.replace("%s", phrase.toUpperCase(Locale.ROOT))))
                    .as(around)
                    .isNotEmpty();
        }
        assertThat(phrases.in("q" + phrase + " " + phrase + "q 1" + phrase + " " + phrase + "#"))
                .isEmpty();
        Phrases.Found first = Objects.requireNonNull(phrases.first("so " + phrase + " engineer"));
        assertThat(first.text()).isEqualTo(phrase + " engineer");
        assertThat(first.start()).isEqualTo(3);
    }
}
