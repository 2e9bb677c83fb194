package com.sexyresume.command.enhancements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sexyresume.command.enhancements.Enhancer.Kind;
import com.sexyresume.events.enhancements.EnhancementsEvent.TonePreset;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules make of a text, and what they leave alone (T04). */
class RewritingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Responsible for managing the night shift|Managed the night shift",
                "was responsible for training new staff|Trained new staff",
                "Responsible for the night shift|Oversaw the night shift",
                "Duties included: writing reports|Wrote reports",
                "Tasked with migrating the database|Migrated the database",
                "Worked on the compiler|Contributed to the compiler",
                "Helped to build the bridge|Built the bridge",
                "Helped with the move|Supported the move",
                "Tried to reduce waste|Reduced waste",
                "Helped with onboarding of 5 people|Supported onboarding of 5 people",
                "Responsible for onboarding 5 people|Onboarded 5 people",
                "Responsible for the management of budgets|Oversaw the management of budgets",
                "Was in charge of testing and deployment|Oversaw testing and deployment",
                "Tasked with planning and running tests|Handled planning and running tests",
                "Responsible for managing a team and training staff|Oversaw managing a team and training staff",
                "Responsible for marketing campaigns|Oversaw marketing campaigns",
                "Responsible for hiring.|Oversaw hiring.",
                "Worked with the design team|Collaborated with the design team",
            })
    void aDutyBecomesADeed(String before, String after) {
        Rewriting rewriting = Rewriting.of(before, TonePreset.ENTRY_LEVEL, StylePreferences.ALL);

        assertThat(rewriting.text()).isEqualTo(after);
        assertThat(rewriting.reasons()).containsOnlyKeys(Kind.action_verb);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The billing system was redesigned in 2020|Redesigned the billing system in 2020",
                "Two bridges were built by me.|Built two bridges.",
                "All reports were carefully reviewed.|Reviewed all reports.",
                "The fleet was driven by me across Kent|Drove the fleet across Kent",
            })
    void thePassiveBecomesActive(String before, String after) {
        Rewriting rewriting = Rewriting.of(before, TonePreset.ENTRY_LEVEL, StylePreferences.ALL);

        assertThat(rewriting.text()).isEqualTo(after);
        assertThat(rewriting.reasons()).containsOnlyKeys(Kind.active_voice);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The bridge was built by another team.",
                "It was designed well.",
                "Customers who were served came back.",
                "The weather was nice.",
                "I am an engineer.",
                "Led a team across Node.js and C# services.",
                "In May, the plant was closed.",
                "She was promoted.",
                "We had had enough.",
                "Worked with Java and SQL",
                "Worked on weekends",
                "Made sure that nothing broke",
                "Helped customers find what they need",
                "Helped the team to grow",
                "Took care of 12 patients",
                "Did not miss a day",
                "Got promoted twice",
                "Responsible to the board",
                "",
                " \n ",
            })
    void whatTheRulesCannotBeSureOfStays(String text) {
        assertThat(Rewriting.of(text, TonePreset.ENTRY_LEVEL, StylePreferences.ALL))
                .isEqualTo(new Rewriting(text, Map.of(), 100));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I have led the crew.|Led the crew.|first_person",
                "Trained staff in order to cut waste|Trained staff to cut waste|conciseness",
                "Successfully led various crews|Led crews|conciseness",
                "Led the the crew|Led the crew|repetition",
                "Audited sites on a daily basis.|Audited sites daily.|conciseness",
            })
    void aLineSaysTheSameInFewerWords(String before, String after, Kind kind) {
        Rewriting rewriting = Rewriting.of(before, TonePreset.ENTRY_LEVEL, StylePreferences.ALL);

        assertThat(rewriting.text()).isEqualTo(after);
        assertThat(rewriting.reasons()).containsOnlyKeys(kind);
    }

    @Test
    void aLongSentenceIsDivided() {
        String line = "Led the crew" + " of the ship".repeat(10) + "; trained the cook.";

        assertThat(Rewriting.of(line, TonePreset.ENTRY_LEVEL, StylePreferences.ALL)
                        .text())
                .isEqualTo("Led the crew" + " of the ship".repeat(10) + ". Trained the cook.");
        assertThat(Rewriting.of("Led the crew; trained the cook.", TonePreset.ENTRY_LEVEL, StylePreferences.ALL)
                        .reasons())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EXECUTIVE|Managed the plant|Directed the plant",
                "PROFESSIONAL|Didn't miss a deadline|Did not miss a deadline",
                "CREATIVE|Improved the look and feel|Refined the visual identity",
                "TECHNICAL|Fixed bugs in the kernel|Resolved defects in the kernel",
                "ENTRY_LEVEL|Expert in welding|Skilled in welding",
            })
    void eachToneHasItsWords(TonePreset tone, String before, String after) {
        Rewriting rewriting = Rewriting.of(before, tone, StylePreferences.ALL);

        assertThat(rewriting.text()).isEqualTo(after);
        assertThat(rewriting.reasons()).containsOnlyKeys(Kind.tone);
    }

    @Test
    void theLeastCertainRuleSaysHowCertainAllIs() {
        Rewriting rewriting = Rewriting.of(
                "Responsible for managing the very large plant", TonePreset.EXECUTIVE, StylePreferences.ALL);

        assertThat(rewriting.text()).isEqualTo("Directed the large plant");
        assertThat(rewriting.reasons().keySet()).containsExactly(Kind.action_verb, Kind.conciseness, Kind.tone);
        assertThat(rewriting.confidencePercent()).isEqualTo(65);
    }

    @Test
    void linesAndSpacesAreKept() {
        assertThat(Rewriting.of(
                                "  • One\n\n  Responsible for leading it.  Fine.\n",
                                TonePreset.ENTRY_LEVEL,
                                StylePreferences.ALL)
                        .text())
                .isEqualTo("  • One\n\n  Led it.  Fine.\n");
    }

    @ParameterizedTest
    @EnumSource(TonePreset.class)
    void whatTheRulesWroteTheyLeaveAlone(TonePreset tone) {
        String once = Rewriting.of(
                        "I was responsible for managing stuff on a daily basis; it was fixed.",
                        tone,
                        StylePreferences.ALL)
                .text();

        assertThat(Rewriting.of(once, tone, StylePreferences.ALL).text()).isEqualTo(once);
    }

    @Test
    void hostileTextTakesNoLongerThanItIsLong() {
        for (String piece : new String[] {"the ", "was ", "responsible for ", "I have ", "a. ", "very very ", "; "}) {
            String text = piece.repeat(10_000 / piece.length());

            assertTimeoutPreemptively(
                    Duration.ofSeconds(20), () -> Rewriting.of(text, TonePreset.PROFESSIONAL, StylePreferences.ALL));
        }
    }
}
