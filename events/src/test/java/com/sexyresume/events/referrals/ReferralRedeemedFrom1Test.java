package com.sexyresume.events.referrals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReferralRedeemedFrom1Test {

    @Test
    void whatWasPromisedWasGiven() {
        Map<String, @Nullable Object> stored = new LinkedHashMap<>();
        stored.put("code", "said");

        assertThat(new ReferralRedeemedFrom1().upcast(stored))
                .containsEntry("code", "said")
                .containsEntry("withheld", null)
                .hasSize(2);
    }
}
