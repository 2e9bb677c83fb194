package com.sexyresume.command.exports;

import com.sexyresume.command.Rejection;
import java.util.Map;

/**
 * There is no file, not yet or never.
 *
 * @param state {@code pending} or {@code failed}
 */
record ExportNotReady(String state) implements Rejection {

    @Override
    public String code() {
        return "export-not-ready";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "There is no file of this export.";
    }

    @Override
    public Map<String, Object> members() {
        return Map.of("state", state);
    }
}
