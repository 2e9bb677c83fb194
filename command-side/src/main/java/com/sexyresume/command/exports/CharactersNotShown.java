package com.sexyresume.command.exports;

import com.sexyresume.command.Rejection;
import java.util.List;
import java.util.Map;

/**
 * The file would not show everything that the résumé says; nothing was charged.
 *
 * @param characters that no font has, or whose script is not set here, each once, the first {@value #MAX_NAMED} of them
 */
record CharactersNotShown(List<String> characters) implements Rejection {

    static final int MAX_NAMED = 50;

    @Override
    public String code() {
        return "characters-not-shown";
    }

    @Override
    public Kind kind() {
        return Kind.INVALID;
    }

    @Override
    public String detail() {
        return "A PDF cannot show these characters of the résumé; a DOCX can.";
    }

    @Override
    public Map<String, Object> members() {
        return Map.of("characters", characters);
    }
}
