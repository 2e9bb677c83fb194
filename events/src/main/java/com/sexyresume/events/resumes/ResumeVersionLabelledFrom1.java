package com.sexyresume.events.resumes;

import com.sexyresume.events.Upcaster;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Revision 1 said by an empty text that a version lost its label: encrypted, so that nobody could tell a lost label
 * from an erased one, and an auditor could not tell it from a new one. Of an erased user it still cannot be told, and
 * counts as a label that was given.
 */
final class ResumeVersionLabelledFrom1 implements Upcaster {

    @Override
    public String type() {
        return "resumes.resume-version-labelled";
    }

    @Override
    public int revision() {
        return 1;
    }

    @Override
    public Set<String> personalData() {
        return Set.of("label");
    }

    @Override
    public Map<String, @Nullable Object> upcast(Map<String, @Nullable Object> stored) {
        Map<String, @Nullable Object> next = new LinkedHashMap<>(stored);
        Object label = next.remove("label");
        boolean lost = "".equals(label);
        next.put("labelled", !lost);
        next.put("label", lost ? null : label);
        return next;
    }
}
