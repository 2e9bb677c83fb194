package com.sexyresume.command.resumes;

import com.sexyresume.command.Rejection;
import java.util.List;
import java.util.Map;

/**
 * The document breaks the schema or a limit (C15, D59).
 *
 * @param errors at least one
 */
record ResumeInvalid(List<Violation> errors) implements Rejection {

    @Override
    public String code() {
        return "resume-invalid";
    }

    @Override
    public Kind kind() {
        return Kind.INVALID;
    }

    @Override
    public String detail() {
        return "The résumé would not be valid.";
    }

    @Override
    public Map<String, Object> members() {
        return Map.of("errors", errors);
    }
}
