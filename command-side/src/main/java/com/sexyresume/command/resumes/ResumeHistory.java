package com.sexyresume.command.resumes;

import com.sexyresume.deciding.StreamId;
import com.sexyresume.deciding.Streams;
import com.sexyresume.events.UserId;
import com.sexyresume.events.resumes.ResumeId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a résumé was at any version, read from its stream, of which nothing is read for anybody but its owner. What is
 * read here never changes, so a command may carry it.
 */
@Component
class ResumeHistory {

    private final Streams streams;

    ResumeHistory(Streams streams) {
        this.streams = streams;
    }

    /** {@link Resume#NONE} when the caller has no such résumé. */
    Resume last(UserId caller, ResumeId resume) {
        return fold(caller, resume, Long.MAX_VALUE);
    }

    /** Null when the caller has no such résumé, or it has no such version. */
    @Nullable
    Resume at(UserId caller, ResumeId resume, long version) {
        Resume then = version < 0 ? Resume.NONE : fold(caller, resume, version);
        return version >= 0 && then.version() == version ? then : null;
    }

    private Resume fold(UserId caller, ResumeId resume, long version) {
        StreamId stream = ResumeCommand.streamOf(resume);
        return streams.begunBy(stream).filter(caller::equals).isPresent()
                ? streams.read(ResumesStreams.RESUME, stream, version, state -> false)
                : Resume.NONE;
    }
}
