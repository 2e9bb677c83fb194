package com.sexyresume.events.matching;

import com.sexyresume.events.Upcaster;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Revision 1 kept the industry in plain text, though a user may write there what they like. */
final class JobMatchRequestedFrom1 implements Upcaster {

    @Override
    public String type() {
        return "matching.job-match-requested";
    }

    @Override
    public int revision() {
        return 1;
    }

    @Override
    public Map<String, @Nullable Object> upcast(Map<String, @Nullable Object> stored) {
        return new LinkedHashMap<>(stored);
    }
}
