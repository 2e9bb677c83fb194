package com.sexyresume.command.resumes;

import com.sexyresume.deciding.Refused;
import com.sexyresume.deciding.Rejection;
import java.util.List;

/** Why a command about résumés is refused. */
sealed interface ResumesRefusal extends Rejection {

    /**
     * This is no JSON Patch (RFC 6902), or one beyond a limit.
     *
     * @param pointer of the operation or of its member, in the patch
     */
    @Refused(Kind.INVALID)
    record PatchInvalid(String pointer, String detail) implements ResumesRefusal {}

    /**
     * An operation points to a place that is not there.
     *
     * @param pointer of the path in the patch
     */
    @Refused(value = Kind.INVALID, detail = "An operation points to a place that the data does not have.")
    record PatchPathMissing(String pointer) implements ResumesRefusal {}

    /**
     * The data has another value than a {@code test} operation expects: someone else edited it.
     *
     * @param pointer of the operation in the patch
     */
    @Refused(value = Kind.CONFLICT, detail = "A test of the patch failed: the data has another value there.")
    record PatchTestFailed(String pointer) implements ResumesRefusal {}

    /**
     * The document breaks the schema or a limit (C15, D59).
     *
     * @param errors at least one
     */
    @Refused(value = Kind.INVALID, detail = "The résumé would not be valid.")
    record ResumeInvalid(List<Violation> errors) implements ResumesRefusal {}

    /** Only undeleting helps. */
    @Refused(value = Kind.CONFLICT, code = "resume-deleted", detail = "The résumé is deleted; it can be restored.")
    record ResumeIsDeleted() implements ResumesRefusal {}

    /** What a locked résumé says stays as it is until its owner unlocks it. */
    @Refused(value = Kind.CONFLICT, code = "resume-locked", detail = "The résumé is locked; unlock it first.")
    record ResumeIsLocked() implements ResumesRefusal {}

    /** A résumé has at most {@link DataLimits#MAX_LABELS} labelled versions. */
    @Refused(value = Kind.CONFLICT, detail = "The résumé has as many labelled versions as it may have.")
    record TooManyLabels(int limit) implements ResumesRefusal {
        TooManyLabels() {
            this(DataLimits.MAX_LABELS);
        }
    }

    /**
     * No template has that name.
     *
     * @param pointer where the name stands in the request
     * @param templates the names that there are
     */
    @Refused(value = Kind.INVALID, detail = "There is no such template.")
    record UnknownTemplate(String pointer, List<String> templates) implements ResumesRefusal {
        UnknownTemplate(String pointer) {
            this(pointer, Template.NAMES);
        }
    }
}
