package com.sexyresume.app.matching;

import com.sexyresume.command.matching.JobRolePopularity;
import java.time.Instant;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Recomputes how popular job roles are, daily, by one node (F10, F14). */
@Component
@ConditionalOnBooleanProperty(
        name = {"sexyresume.command-side.enabled", "sexyresume.matching.enabled"},
        matchIfMissing = true)
class PopularityJob {

    private static final Logger log = LoggerFactory.getLogger(PopularityJob.class);

    private final JobRolePopularity popularity;

    PopularityJob(JobRolePopularity popularity) {
        this.popularity = popularity;
    }

    /** What is left undone is done the next time. */
    @Scheduled(cron = "${sexyresume.matching.popularity-cron:0 0 2 * * *}", zone = "UTC")
    @SchedulerLock(name = "job-role-popularity", lockAtMostFor = "PT1M")
    public void recompute() {
        try {
            popularity.recompute(Instant.now());
        } catch (RuntimeException failed) {
            log.warn(
                    "The popularity of job roles is as of before; it is tried again: {}",
                    failed.getClass().getName());
        }
    }
}
