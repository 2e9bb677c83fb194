package com.sexyresume.events.letters;

import com.sexyresume.events.Upcaster;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Revision 1 did not say how long the engine had worked. */
final class CoverLetterGenerationFailedFrom1 implements Upcaster {

    @Override
    public String type() {
        return "letters.cover-letter-generation-failed";
    }

    @Override
    public int revision() {
        return 1;
    }

    @Override
    public Map<String, @Nullable Object> upcast(Map<String, @Nullable Object> stored) {
        Map<String, @Nullable Object> next = new LinkedHashMap<>(stored);
        next.put("processingMs", null);
        return next;
    }
}
