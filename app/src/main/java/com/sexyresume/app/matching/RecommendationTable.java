package com.sexyresume.app.matching;

import com.sexyresume.command.matching.PopularityIndex;
import com.sexyresume.events.matching.JobRoleId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts the rows of {@code role_recommendations}, those of all users; of an erased one there are none (F14). */
@Component
@ConditionalOnBooleanProperty(name = "sexyresume.command-side.enabled", matchIfMissing = true)
class RecommendationTable implements PopularityIndex {

    private final JdbcClient rows;

    RecommendationTable(@Qualifier("projectorPool") DataSource projection) {
        rows = JdbcClient.create(projection);
    }

    @Override
    public Map<JobRoleId, Integer> changedSince(Instant since) {
        Map<JobRoleId, Integer> changed =
                new TreeMap<>((one, other) -> one.value().compareTo(other.value()));
        rows.sql("""
                        WITH counted AS (
                            SELECT job_role_id,
                                   count(*) FILTER (WHERE created_at >= :since)
                                       + 3 * count(*) FILTER (WHERE user_feedback IN ('interested', 'applied', 'hired'))
                                       AS points
                            FROM role_recommendations
                            -- Of the feedback, or of the recommendation without one.
                            WHERE updated_at >= :since
                            GROUP BY job_role_id),
                        judged AS (
                            SELECT r.id, r.popularity_score,
                                   coalesce(round(c.points / nullif((SELECT max(points) FROM counted), 0)::numeric, 2), 0)
                                       AS score
                            FROM job_roles r
                                     LEFT JOIN counted c ON c.job_role_id = r.id
                            WHERE r.retired_at IS NULL)
                        SELECT id, (score * 100)::int AS percent FROM judged WHERE score <> popularity_score
                        """).param("since", since.atOffset(ZoneOffset.UTC)).query(row -> {
            changed.put(new JobRoleId(row.getObject("id", UUID.class)), row.getInt("percent"));
        });
        return changed;
    }
}
