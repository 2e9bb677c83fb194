package com.sexyresume.command.resumes;

import com.sexyresume.command.Rejection;
import java.util.Map;

/**
 * No template has that name.
 *
 * @param pointer where the name stands in the request
 */
record UnknownTemplate(String pointer) implements Rejection {

    @Override
    public String code() {
        return "unknown-template";
    }

    @Override
    public Kind kind() {
        return Kind.INVALID;
    }

    @Override
    public String detail() {
        return "There is no such template.";
    }

    @Override
    public Map<String, Object> members() {
        return Map.of("pointer", pointer, "templates", Template.NAMES);
    }
}
