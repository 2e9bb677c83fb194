package com.sexyresume.command.resumes;

import com.sexyresume.command.Rejection;
import java.util.Map;

/**
 * The data has another value than a {@code test} operation expects: someone else edited it.
 *
 * @param pointer of the operation in the patch
 */
record PatchTestFailed(String pointer) implements Rejection {

    @Override
    public String code() {
        return "patch-test-failed";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "A test of the patch failed: the data has another value there.";
    }

    @Override
    public Map<String, Object> members() {
        return Map.of("pointer", pointer);
    }
}
