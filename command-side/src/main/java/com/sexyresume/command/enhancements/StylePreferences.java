package com.sexyresume.command.enhancements;

import com.sexyresume.command.enhancements.Enhancer.Kind;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a user wants a résumé improved, beside the tone: {@code style_preferences} of T03. As JSON it is an object that
 * names the wanted kinds as {@code improvements}, and an empty one when all are.
 *
 * @param improvements the kinds that are wanted, at least one
 */
record StylePreferences(Set<Kind> improvements) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Every kind of improvement is wanted. */
    static final StylePreferences ALL = new StylePreferences(EnumSet.allOf(Kind.class));

    StylePreferences {
        improvements = Set.copyOf(improvements);
        if (improvements.isEmpty()) {
            throw new IllegalArgumentException("Some improvement is wanted");
        }
    }

    boolean want(Kind kind) {
        return improvements.contains(kind);
    }

    boolean want(Collection<Kind> kinds) {
        return improvements.containsAll(kinds);
    }

    /** In the order of the kinds: what is the same is written the same. */
    List<String> names() {
        return new TreeSet<>(improvements).stream().map(Kind::name).toList();
    }

    String write() {
        return JSON.writeValueAsString(equals(ALL) ? Map.of() : Map.of("improvements", names()));
    }

    static StylePreferences read(String json) {
        Set<Kind> improvements = EnumSet.noneOf(Kind.class);
        for (JsonNode name : JSON.readTree(json).path("improvements")) {
            improvements.add(Kind.valueOf(name.stringValue()));
        }
        return improvements.isEmpty() ? ALL : new StylePreferences(improvements);
    }
}
