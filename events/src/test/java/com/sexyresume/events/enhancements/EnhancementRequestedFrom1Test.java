package com.sexyresume.events.enhancements;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EnhancementRequestedFrom1Test {

    @Test
    void everyKindWasWanted() {
        Map<String, @Nullable Object> stored = new LinkedHashMap<>();
        stored.put("targetRole", "Engineer");

        assertThat(new EnhancementRequestedFrom1().upcast(stored))
                .containsEntry("targetRole", "Engineer")
                .containsEntry("stylePreferences", "{}")
                .hasSize(2);
    }
}
