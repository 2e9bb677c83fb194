package com.sexyresume.command.resumes;

import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.events.UserId;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.language.PinnedResume;
import com.sexyresume.language.PinnedResumes;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads résumés for the other contexts of this side. */
@Component
class ResumeVersionReader implements PinnedResumes {

    private final ResumeHistory history;

    ResumeVersionReader(ResumeHistory history) {
        this.history = history;
    }

    @Override
    public PinnedResume read(UserId owner, ResumeId id, @Nullable Long version) {
        Resume resume = version == null ? history.last(owner, id) : history.at(owner, id, version);
        if (resume == null || !owner.equals(resume.owner()) || (version == null && resume.deleted())) {
            throw new CommandRejected(new NoSuchThing("résumé"));
        }
        return new PinnedResume(
                id,
                owner,
                resume.version(),
                resume.title(),
                resume.template(),
                resume.locked(),
                resume.data().json());
    }
}
