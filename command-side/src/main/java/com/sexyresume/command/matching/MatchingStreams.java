package com.sexyresume.command.matching;

import com.sexyresume.command.matching.MatchingCommand.CatalogueCommand;
import com.sexyresume.command.matching.MatchingCommand.JobMatchCommand;
import com.sexyresume.command.matching.MatchingCommand.JobRoleCommand;
import com.sexyresume.deciding.StreamType;
import com.sexyresume.events.matching.MatchingEvent.CatalogueEvent;
import com.sexyresume.events.matching.MatchingEvent.JobMatchEvent;
import com.sexyresume.events.matching.MatchingEvent.JobRoleEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The streams of job roles and matches. */
@Configuration
class MatchingStreams {

    /** One of each job role. */
    static final StreamType<JobRole, JobRoleCommand, JobRoleEvent> JOB_ROLE = StreamType.of(
            "job-role", JobRoleCommand.class, JobRoleEvent.class, JobRole.NONE, JobRole::decide, JobRole::evolve);

    /** One of each match. */
    static final StreamType<JobMatch, JobMatchCommand, JobMatchEvent> JOB_MATCH = StreamType.of(
            "job-match", JobMatchCommand.class, JobMatchEvent.class, JobMatch.NONE, JobMatch::decide, JobMatch::evolve);

    /** One, of what concerns all job roles. */
    static final StreamType<RoleCatalogue, CatalogueCommand, CatalogueEvent> CATALOGUE = StreamType.of(
            "job-role-catalogue",
            CatalogueCommand.class,
            CatalogueEvent.class,
            RoleCatalogue.NONE,
            RoleCatalogue::decide,
            RoleCatalogue::evolve);

    @Bean
    StreamType<?, ?, ?> jobRoleStreamType() {
        return JOB_ROLE;
    }

    @Bean
    StreamType<?, ?, ?> jobMatchStreamType() {
        return JOB_MATCH;
    }

    @Bean
    StreamType<?, ?, ?> jobRoleCatalogueStreamType() {
        return CATALOGUE;
    }
}
