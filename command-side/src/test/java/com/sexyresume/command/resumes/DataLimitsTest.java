package com.sexyresume.command.resumes;

import static com.sexyresume.command.resumes.Story.ADA;
import static com.sexyresume.command.resumes.Story.RESUME;
import static com.sexyresume.command.resumes.Story.givenData;
import static com.sexyresume.command.resumes.Story.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.command.resumes.ResumeCommand.PatchResume;
import com.sexyresume.command.resumes.ResumeCommand.ReplaceData;
import com.sexyresume.command.resumes.ResumesRefusal.ResumeInvalid;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataLimitsTest {

    @Test
    void boundTheDepth() {
        assertThat(violations("{'x':".repeat(31) + "[]" + "}".repeat(31))).isEmpty();
        assertThat(violations("{'x':".repeat(32) + "[]" + "}".repeat(32)))
                .containsExactly(new Violation("/x".repeat(32), "is nested deeper than 32"));
    }

    @Test
    void boundTheMembersOfOneArray() {
        assertThat(violations("[" + "0,".repeat(999) + "0]")).isEmpty();
        assertThat(violations("{'a/b':[" + "0,".repeat(1_000) + "0]}"))
                .containsExactly(new Violation("/a~1b", "has more than 1000 members"));
    }

    @Test
    void boundTheWhole() {
        String text = "x".repeat(DataLimits.MAX_BYTES - 2);
        assertThat(violations("'" + text + "'")).isEmpty();
        assertThat(violations("'" + text + "x'")).containsExactly(new Violation("", "is longer than 1048576 bytes"));
        assertThat(violations("'" + "é".repeat(DataLimits.MAX_BYTES / 2) + "'")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1000000000", "-1e-1000000000", "1e401", "1e-401"})
    void refuseANumberThatCannotBeWrittenOut(String number) {
        JsonValue value = JsonValues.JSON
                .createObjectBuilder()
                .add("n", JsonValues.number(new BigDecimal(number)))
                .build();
        assertThat(DataLimits.violations(value, ""))
                .containsExactly(new Violation("/n", "is a number with too many digits"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0.0", "0e1000000000", "1e400", "1e-400", "123456789012345678901234567890.123"})
    void takeANumberThatCan(String number) {
        assertThat(DataLimits.violations(JsonValues.number(new BigDecimal(number)), ""))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\ud800", "\udc00a", "\ud800\ud800\udc00"})
    void refuseATextThatCannotBeStored(String text) {
        JsonValue value = JsonValues.JSON.createObjectBuilder().add("t", text).build();
        assertThat(DataLimits.violations(value, ""))
                .extracting(Violation::pointer)
                .containsExactly("/t");
        JsonValue name = JsonValues.JSON.createObjectBuilder().add(text, 1).build();
        assertThat(DataLimits.violations(name, "")).hasSize(1);
    }

    @Test
    void holdForAnEditAsForAReplacement() {
        String deep = "{'x':".repeat(40) + "1" + "}".repeat(40);
        givenData("{}")
                .when(new ReplaceData(RESUME, ADA, json("{'extensions':" + deep + "}")))
                .thenRefused(new ResumeInvalid(
                        List.of(new Violation("/extensions" + "/x".repeat(31), "is nested deeper than 32"))));
        StringBuilder patch = new StringBuilder("[{'op':'add','path':'/extensions','value':{}}");
        String path = "/extensions";
        for (int level = 0; level < 40; level++) {
            path += "/x";
            patch.append(",{'op':'add','path':'").append(path).append("','value':{}}");
        }
        givenData("{}")
                .when(new PatchResume(RESUME, ADA, json(patch + "]")))
                .thenRefused(new ResumeInvalid(
                        List.of(new Violation("/extensions" + "/x".repeat(31), "is nested deeper than 32"))));
    }

    private static List<Violation> violations(String text) {
        return DataLimits.violations(json(text), "");
    }
}
