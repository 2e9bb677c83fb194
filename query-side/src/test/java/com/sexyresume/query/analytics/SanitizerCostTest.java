package com.sexyresume.query.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.YearMonth;
import java.util.stream.LongStream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What one request's events cost, whatever is written in them: their texts are a stranger's. */
class SanitizerCostTest {

    private static final Duration MAX_CPU = Duration.ofMillis(250);
    private static final int RUNS = 5;

    private final Sanitizer sanitizer = new Sanitizer(month -> new SecretKeySpec(new byte[32], "HmacSHA256"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "㌖",
                "ﷺ",
                "a",
                "a@",
                "a@a",
                "a@a.",
                "a.",
                "@",
                ".",
                "1",
                "0",
                "1.",
                "1-",
                "1 ",
                "12-",
                "1:",
                "::",
                "a:",
                "abcd:",
                ":a",
                "(",
                "(1",
                "+1",
                "00",
                "001",
                "(1(",
                "0 ",
                "012 ",
                "1/",
                "a1",
                "%41",
                "%2541",
                "%",
                "/",
                "a:/",
                "a\u0301",
                "\u0301\u0316",
                "é",
                "字",
                "\u200b",
                "１",
                "1@1.1:1-1 ",
                "1111-",
                "123 456 789"
            })
    void aRequestsTextsAreReadInATimeThatTheirLengthBounds(String unit) {
        for (String text : new String[] {
            unit.repeat(PropertyLimits.MAX_TEXT / unit.length()),
            unit.repeat((PropertyLimits.MAX_TEXT - 5) / unit.length()) + "%41@x",
            "+1" + unit.repeat((PropertyLimits.MAX_TEXT - 4) / unit.length()) + "%31"
        }) {
            ObjectNode properties = JsonMapper.shared().createObjectNode();
            ArrayNode texts = properties.putArray("texts");
            for (int count = AnalyticsProperties.MAX_CHARACTERS / text.length(); count > 0; count--) {
                texts.add(text);
            }
            // One of a few: the others tell about the machine.
            assertThat(LongStream.generate(() -> cpu(properties)).limit(RUNS))
                    .as("nanoseconds of CPU for %s", text)
                    .anyMatch(nanos -> nanos < MAX_CPU.toNanos());
        }
    }

    private long cpu(ObjectNode properties) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        sanitizer.sanitize(properties, YearMonth.of(2026, 11));
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    }

    @Test
    void aTextThatNormalisingMakesManyTimesAsLongIsNotLookedAt() {
        String expanding = "㌖".repeat(200);
        assertThat(sanitizer
                        .sanitize(JsonMapper.shared().createObjectNode().put("note", expanding), YearMonth.of(2026, 11))
                        .path("note")
                        .stringValue())
                .isEqualTo("[removed]");
    }
}
