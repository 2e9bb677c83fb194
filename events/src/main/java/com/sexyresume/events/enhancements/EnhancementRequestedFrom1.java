package com.sexyresume.events.enhancements;

import com.sexyresume.events.Upcaster;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Revision 1 knew no preferences: every kind of improvement was wanted. */
final class EnhancementRequestedFrom1 implements Upcaster {

    @Override
    public String type() {
        return "enhancements.enhancement-requested";
    }

    @Override
    public int revision() {
        return 1;
    }

    @Override
    public Set<String> personalData() {
        return Set.of("targetRole", "targetIndustry");
    }

    @Override
    public Map<String, @Nullable Object> upcast(Map<String, @Nullable Object> stored) {
        Map<String, @Nullable Object> next = new LinkedHashMap<>(stored);
        next.put("stylePreferences", "{}");
        return next;
    }
}
