package com.sexyresume.command.resumes;

import com.sexyresume.command.Rejection;
import java.util.Map;

/** A résumé has at most {@link DataLimits#MAX_LABELS} labelled versions. */
record TooManyLabels() implements Rejection {

    @Override
    public String code() {
        return "too-many-labels";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "The résumé has as many labelled versions as it may have.";
    }

    @Override
    public Map<String, Object> members() {
        return Map.of("limit", DataLimits.MAX_LABELS);
    }
}
