package com.sexyresume.events.credits;

import com.sexyresume.events.Upcaster;
import com.sexyresume.events.credits.CreditsEvent.Purpose;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Revision 1 told a charge from what a user had spent by its source alone, and by an id that is of something. */
final class CreditsSpentFrom1 implements Upcaster {

    @Override
    public String type() {
        return "credits.credits-spent";
    }

    @Override
    public int revision() {
        return 1;
    }

    @Override
    public Set<String> personalData() {
        return Set.of("description");
    }

    @Override
    public Map<String, @Nullable Object> upcast(Map<String, @Nullable Object> stored) {
        Map<String, @Nullable Object> next = new LinkedHashMap<>(stored);
        Purpose purpose = Purpose.of(stored.get("source"));
        next.put("purpose", purpose == null ? null : purpose.name());
        return next;
    }
}
