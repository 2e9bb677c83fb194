package com.sexyresume.events.enhancements;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EnhancementFailedFrom1Test {

    @Test
    void nothingWasSpent() {
        Map<String, @Nullable Object> stored = new LinkedHashMap<>();
        stored.put("code", "engine-timeout");
        stored.put("refund", 3);

        assertThat(new EnhancementFailedFrom1().upcast(stored))
                .containsEntry("code", "engine-timeout")
                .containsEntry("refund", 3)
                .containsEntry("model", null)
                .containsEntry("inputTokens", 0)
                .containsEntry("outputTokens", 0)
                .containsEntry("costMicros", 0L)
                .hasSize(6);
    }
}
