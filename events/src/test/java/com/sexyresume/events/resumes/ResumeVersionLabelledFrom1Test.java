package com.sexyresume.events.resumes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResumeVersionLabelledFrom1Test {

    private static Map<String, @Nullable Object> upcast(@Nullable String label) {
        Map<String, @Nullable Object> stored = new LinkedHashMap<>();
        stored.put("resumeId", "a");
        stored.put("userId", "b");
        stored.put("version", 7);
        stored.put("label", label);
        return new ResumeVersionLabelledFrom1().upcast(stored);
    }

    @Test
    void aTextIsALabel() {
        assertThat(upcast("sent"))
                .containsEntry("labelled", true)
                .containsEntry("label", "sent")
                .containsEntry("resumeId", "a")
                .containsEntry("userId", "b")
                .containsEntry("version", 7)
                .hasSize(5);
    }

    @Test
    void anEmptyTextIsNone() {
        assertThat(upcast("")).containsEntry("labelled", false).containsEntry("label", null);
    }

    @Test
    void anErasedTextMayHaveBeenOne() {
        assertThat(upcast(null)).containsEntry("labelled", true).containsEntry("label", null);
    }
}
