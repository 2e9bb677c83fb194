package com.sexyresume.command.matching;

import com.sexyresume.events.matching.JobMatchId;
import com.sexyresume.events.matching.JobRoleId;

/** What roles and matches are at this moment, as their streams say. */
interface MatchingStreams {

    /** {@link JobRole#NONE} when there is no such role. */
    JobRole of(JobRoleId role);

    /** {@link JobMatch#NONE} when there is no such match. */
    JobMatch of(JobMatchId match);

    RoleCatalogue catalogue();
}
