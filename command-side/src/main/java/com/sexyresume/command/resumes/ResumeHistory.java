package com.sexyresume.command.resumes;

import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.events.resumes.ResumesEvent;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a résumé was at any version, read from its stream. What is read here never changes, so a command may carry it;
 * whether the caller may have it is for the command's rule to say.
 */
@Component
class ResumeHistory {

    private final EventStore history;

    ResumeHistory(EventStore history) {
        this.history = history;
    }

    /** {@link Resume#NONE} when there is no such résumé. */
    Resume last(ResumeId resume) {
        return fold(resume, Long.MAX_VALUE);
    }

    /** Null when there is no such résumé, or no such version of it. */
    @Nullable
    Resume at(ResumeId resume, long version) {
        Resume then = version < 0 ? Resume.NONE : fold(resume, version);
        return version >= 0 && then.version() == version ? then : null;
    }

    private Resume fold(ResumeId resume, long version) {
        DomainEventStream events =
                history.readEvents(ResumeCommand.streamOf(resume).toString(), 0);
        Resume state = Resume.NONE;
        while (state.version() < version && events.hasNext()) {
            DomainEventMessage<?> message = events.next();
            state = state.evolve((ResumesEvent) message.getPayload());
        }
        return state;
    }
}
