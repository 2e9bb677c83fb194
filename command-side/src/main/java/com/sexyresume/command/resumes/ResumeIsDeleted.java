package com.sexyresume.command.resumes;

import com.sexyresume.command.Rejection;

/** Only undeleting helps. */
record ResumeIsDeleted() implements Rejection {

    @Override
    public String code() {
        return "resume-deleted";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "The résumé is deleted; it can be restored.";
    }
}
