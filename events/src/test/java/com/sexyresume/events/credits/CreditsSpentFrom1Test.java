package com.sexyresume.events.credits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreditsSpentFrom1Test {

    @ParameterizedTest
    @CsvSource({"export,EXPORT", "enhancement,ENHANCEMENT", "refund,", "other,"})
    void theSourceSaysWhatWasCharged(String source, @Nullable String purpose) {
        Map<String, @Nullable Object> stored = new LinkedHashMap<>();
        stored.put("source", source);
        stored.put("description", "Words");

        assertThat(new CreditsSpentFrom1().upcast(stored))
                .containsEntry("source", source)
                .containsEntry("description", "Words")
                .containsEntry("purpose", purpose)
                .hasSize(3);
    }
}
