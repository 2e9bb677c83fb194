package com.sexyresume.command.matching;

import com.sexyresume.events.matching.JobRoleId;
import java.time.Instant;
import java.util.Map;

/** Counts what was recommended and how it was liked, as far as it is projected (F14). */
public interface PopularityIndex {

    /**
     * The roles that are not retired and whose popularity is another one than they have, with what it is: points of the
     * role in percent of the most popular one's, 0 to 100. A recommendation is a point, and one that its user is
     * interested in, has applied for or was hired by is worth three more.
     *
     * @param since what was recommended, or said of it, before does not count
     */
    Map<JobRoleId, Integer> changedSince(Instant since);
}
