package com.sexyresume.events.enhancements;

import com.sexyresume.events.Upcaster;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Revision 2 did not say how long the engine had worked. */
final class EnhancementFailedFrom2 implements Upcaster {

    @Override
    public String type() {
        return "enhancements.enhancement-failed";
    }

    @Override
    public int revision() {
        return 2;
    }

    @Override
    public Map<String, @Nullable Object> upcast(Map<String, @Nullable Object> stored) {
        Map<String, @Nullable Object> next = new LinkedHashMap<>(stored);
        next.put("processingMs", null);
        return next;
    }
}
