package com.sexyresume.events.enhancements;

import com.sexyresume.events.Upcaster;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Revision 1 kept the entry's id in plain text, though whoever writes the résumé chooses it. */
abstract sealed class SuggestionTakenFrom1 implements Upcaster {

    static final class Accepted extends SuggestionTakenFrom1 {

        @Override
        public String type() {
            return "enhancements.suggestion-accepted";
        }
    }

    static final class Modified extends SuggestionTakenFrom1 {

        @Override
        public String type() {
            return "enhancements.suggestion-modified";
        }
    }

    @Override
    public int revision() {
        return 1;
    }

    @Override
    public Set<String> personalData() {
        return Set.of("originalText", "text");
    }

    @Override
    public Map<String, @Nullable Object> upcast(Map<String, @Nullable Object> stored) {
        return new LinkedHashMap<>(stored);
    }
}
