package com.sexyresume.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.language.Grounding.Ungrounded;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a suggestion says that the résumé does not is found, and what it does say is not. */
class GroundingTest {

    private static final Grounding GROUNDING = Grounding.of(Documents.object("""
            {"personalInfo": {"fullName": "Ada Lovelace", "summary": "Engineer who cut costs by 1,200 pounds."},
             "experience": [{"id": "a", "company": "Analytical Engines", "position": "Lead Engineer",
                             "description": "Built three looms with Node.js for Babbage's mill.",
                             "achievements": ["Trained 12 people in C++ and event sourcing"]}],
             "skills": [{"id": "s", "name": "PostgreSQL"}]}"""));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cut costs by 1200 pounds.",
                "Trained 12 people in C++ at Analytical Engines.",
                "Built three looms for Babbage with node.js and PostgreSQL.",
                "Led the engineers. Applied event sourcing.",
                "Orchestrated the looms.",
                "Lead engineer at the mill",
                "Trained people [add a figure: how many, how much or how fast]",
                "",
            })
    void whatTheResumeSaysIsGrounded(String text) {
        assertThat(GROUNDING.ungrounded(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Cut costs by 40%.|number|40",
                "Trained 120 people|number|120",
                "Doubled the output|number|doubled",
                "Built looms at Google|name|Google",
                "Google trained people|name|Google",
                "Built looms with iOS|skill|ios",
                "Vice president of looms|title|vice president",
                "Manager of looms|title|manager",
                "Built looms in kubernetes|skill|kubernetes",
                "Built looms in c#|skill|c#",
                "Built looms for NASA|name|NASA",
            })
    void whatItDoesNotSayIsFound(String text, String kind, String found) {
        assertThat(GROUNDING.ungrounded(text)).isEqualTo(List.of(new Ungrounded(kind, found)));
    }

    @Test
    void allThatIsInventedIsTold() {
        assertThat(GROUNDING.ungrounded("Director at Oracle: raised sales by 55 percent with Rust."))
                .extracting(Ungrounded::kind)
                .contains("number", "title", "skill");
    }
}
