package com.sexyresume.command.resumes;

import com.sexyresume.command.Rejection;
import java.util.Map;

/**
 * An operation points to a place that is not there.
 *
 * @param pointer of the path in the patch
 */
record PatchPathMissing(String pointer) implements Rejection {

    @Override
    public String code() {
        return "patch-path-missing";
    }

    @Override
    public Kind kind() {
        return Kind.INVALID;
    }

    @Override
    public String detail() {
        return "An operation points to a place that the data does not have.";
    }

    @Override
    public Map<String, Object> members() {
        return Map.of("pointer", pointer);
    }
}
