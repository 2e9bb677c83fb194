package com.sexyresume.command.matching;

import com.sexyresume.command.matching.MatchingCommand.RecomputePopularity;
import com.sexyresume.events.UserId;
import com.sexyresume.events.matching.JobRoleId;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.Commands;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Records how popular each role is, daily, by one node, so that rows need no clock (F10, F14): what was recommended and
 * liked in the last 90 days, in proportion to the most popular role. Cut off, or done twice, it is begun again: what is
 * recorded already changes nothing.
 */
@Component
@ConditionalOnBooleanProperty(name = "sexyresume.matching.enabled", matchIfMissing = true)
public class JobRolePopularity {

    private static final Logger log = LoggerFactory.getLogger(JobRolePopularity.class);

    private static final Duration WINDOW = Duration.ofDays(90);

    /** Nobody: the application itself. */
    private static final UserId NOBODY = new UserId(new UUID(0, 0));

    private final JdbcClient rows;
    private final Commands commands;

    JobRolePopularity(@Qualifier("projectorPool") DataSource projection, Commands commands) {
        rows = JdbcClient.create(projection);
        this.commands = commands;
    }

    /** What is left undone is done the next time. */
    @Scheduled(cron = "${sexyresume.matching.popularity-cron:0 0 2 * * *}", zone = "UTC")
    @SchedulerLock(name = "job-role-popularity", lockAtMostFor = "PT1M")
    public void recompute() {
        try {
            recompute(Instant.now());
        } catch (RuntimeException failed) {
            log.warn(
                    "The popularity of job roles is as of before; it is tried again: {}",
                    failed.getClass().getName());
        }
    }

    /**
     * Counts, and records what has changed.
     *
     * @param now when the 90 days end, UTC
     */
    public void recompute(Instant now) {
        changedSince(now.minus(WINDOW)).forEach((role, percent) -> {
            // Another id each time: a role may come to the same popularity again.
            var _ = commands.send(
                    new RecomputePopularity(role, percent),
                    new CommandRequest(NOBODY, true, UUID.randomUUID(), "job-role-popularity", null));
        });
    }

    /**
     * The roles that are not retired and whose popularity is another one than they have, with what it is: points of the
     * role in percent of the most popular one's, 0 to 100. A recommendation is a point, and one that its user is
     * interested in, has applied for or was hired by is worth three more; of an erased user there is none.
     */
    private Map<JobRoleId, Integer> changedSince(Instant since) {
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
