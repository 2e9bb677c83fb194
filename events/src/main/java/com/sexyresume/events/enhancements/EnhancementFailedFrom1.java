package com.sexyresume.events.enhancements;

import com.sexyresume.events.Upcaster;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Revision 1 did not say what was spent: the only engine there was asked no model. */
final class EnhancementFailedFrom1 implements Upcaster {

    @Override
    public String type() {
        return "enhancements.enhancement-failed";
    }

    @Override
    public int revision() {
        return 1;
    }

    @Override
    public Map<String, @Nullable Object> upcast(Map<String, @Nullable Object> stored) {
        Map<String, @Nullable Object> next = new LinkedHashMap<>(stored);
        next.put("model", null);
        next.put("inputTokens", 0);
        next.put("outputTokens", 0);
        next.put("costMicros", 0L);
        return next;
    }
}
