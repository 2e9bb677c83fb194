package com.sexyresume.command.resumes;

import com.sexyresume.command.Rejection;

/** What a locked résumé says stays as it is until its owner unlocks it. */
record ResumeIsLocked() implements Rejection {

    @Override
    public String code() {
        return "resume-locked";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }

    @Override
    public String detail() {
        return "The résumé is locked; unlock it first.";
    }
}
