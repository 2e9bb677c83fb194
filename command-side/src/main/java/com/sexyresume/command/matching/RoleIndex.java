package com.sexyresume.command.matching;

import com.sexyresume.events.matching.JobRoleContent;
import com.sexyresume.events.matching.JobRoleContent.Seniority;
import com.sexyresume.events.matching.JobRoleId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds roles by what their vectors say, as far as they are projected (B09, I15). */
public interface RoleIndex {

    /**
     * A role near to a vector.
     *
     * @param version of the role's stream at which it says this
     * @param similarity the cosine
     * @param template that suits it best (T27); null when none is mapped
     */
    record Near(
            JobRoleId id,
            long version,
            JobRoleContent content,
            double similarity,
            @Nullable String template) {}

    /**
     * The nearest roles that are not retired and were embedded by the same model (D58), the nearest first; they are
     * found by an index that may miss a few of them.
     *
     * @param vector of at most 1,536 dimensions, not zero
     * @param industry the only one that is looked at; null for all
     * @param seniority the only one that is looked at; null for all
     */
    List<Near> nearest(
            String model, float[] vector, @Nullable String industry, @Nullable Seniority seniority, int most);

    /**
     * Roles of which the model is still to make a vector, in the order of their ids.
     *
     * @param after the id before the first one; null to begin
     */
    List<JobRoleId> awaiting(String model, @Nullable JobRoleId after, int most);
}
