package com.sexyresume.command.resumes;

import com.sexyresume.deciding.StreamType;
import com.sexyresume.events.resumes.ResumesEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The streams of résumés. */
@Configuration
class ResumesStreams {

    /** One of each résumé. */
    static final StreamType<Resume, ResumeCommand, ResumesEvent> RESUME = StreamType.of(
            "resume", ResumeCommand.class, ResumesEvent.class, Resume.NONE, Resume::decide, Resume::evolve);

    @Bean
    StreamType<?, ?, ?> resumeStreamType() {
        return RESUME;
    }
}
