package com.sexyresume.command.resumes;

import com.sexyresume.command.Rejection;
import java.util.Map;

/**
 * This is no JSON Patch (RFC 6902), or one beyond a limit.
 *
 * @param pointer of the operation or of its member, in the patch
 */
record PatchInvalid(String pointer, String message) implements Rejection {

    @Override
    public String code() {
        return "patch-invalid";
    }

    @Override
    public Kind kind() {
        return Kind.INVALID;
    }

    @Override
    public String detail() {
        return message;
    }

    @Override
    public Map<String, Object> members() {
        return Map.of("pointer", pointer);
    }
}
