package com.sexyresume.events.letters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CoverLetterGenerationFailedFrom1Test {

    @Test
    void howLongItTookIsNotKnown() {
        Map<String, @Nullable Object> stored = new LinkedHashMap<>();
        stored.put("code", "said");

        assertThat(new CoverLetterGenerationFailedFrom1().upcast(stored))
                .containsEntry("code", "said")
                .containsEntry("processingMs", null)
                .hasSize(2);
    }
}
