package com.sexyresume.command.letters;

import com.sexyresume.language.Grounding.Ungrounded;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What an engine invented, as an event keeps it. */
final class UngroundedTexts {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<Ungrounded>> LIST = new TypeReference<>() {};

    private UngroundedTexts() {}

    static String write(List<Ungrounded> texts) {
        return JSON.writeValueAsString(texts);
    }

    /** Of an event; none once the user is erased. */
    static List<Ungrounded> read(@Nullable String json) {
        return json == null ? List.of() : JSON.readValue(json, LIST);
    }
}
