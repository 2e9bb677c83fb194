package com.sexyresume.events.enhancements;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EnhancementFailedFrom2Test {

    @Test
    void howLongItTookIsNotKnown() {
        Map<String, @Nullable Object> stored = new LinkedHashMap<>();
        stored.put("code", "said");

        assertThat(new EnhancementFailedFrom2().upcast(stored))
                .containsEntry("code", "said")
                .containsEntry("processingMs", null)
                .hasSize(2);
    }
}
