package com.sexyresume.language;

import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.events.UserId;
import com.sexyresume.events.resumes.ResumeId;
import org.jspecify.annotations.Nullable;

/**
 * What résumés said at a version, read from their streams. A version never changes, so commands and events of other
 * contexts may name it and read the same again at any time.
 */
public interface PinnedResumes {

    /**
     * The résumé at that version, or as it is now.
     *
     * @param version counted from 0; null for the last one
     * @throws CommandRejected with {@link NoSuchThing} when there is no such résumé or version, or when it is not this
     *     user's, or when it is deleted and the last version is asked for
     */
    PinnedResume read(UserId owner, ResumeId resume, @Nullable Long version);
}
