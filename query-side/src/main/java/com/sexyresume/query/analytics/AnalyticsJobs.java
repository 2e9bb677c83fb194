package com.sexyresume.query.analytics;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What is done from time to time, by one node: partitions ahead (J03), old events of clients deleted (R06), and the
 * daily metrics (J01). Each is done again in full when it was cut off.
 */
public class AnalyticsJobs {

    private static final Logger log = LoggerFactory.getLogger(AnalyticsJobs.class);

    /** The node that does the job prolongs it; one that dies holds the others up for no longer. */
    private static final String LONGEST_SILENCE = "PT1M";

    private static final String LOCK_WAIT = "2s";
    private static final int DELETED_AT_ONCE = 10_000;

    private final ClientEvents events;
    private final AnalyticsProperties properties;
    private final InstantSource clock;
    private final JdbcClient rows;
    private final TransactionTemplate transaction;

    AnalyticsJobs(DataSource projection, ClientEvents events, AnalyticsProperties properties, InstantSource clock) {
        this.events = events;
        this.properties = properties;
        this.clock = clock;
        this.rows = JdbcClient.create(projection);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(projection));
    }

    /** Makes the partitions of this month and those ahead, where they are not there: at the start, and daily. */
    @Scheduled(initialDelayString = "PT0S", fixedDelayString = "P1D")
    @SchedulerLock(name = "analytics-partitions", lockAtMostFor = LONGEST_SILENCE)
    public void makePartitions() {
        attempt("No partitions were made", () -> {
            LocalDate month = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            for (int ahead = 0; ahead <= properties.monthsAhead(); ahead++) {
                LocalDate wanted = month.plusMonths(ahead);
                changeTable(() -> rows.sql("SELECT create_monthly_partition(?, ?)")
                        .params(AnalyticsEventsProjector.TABLE, wanted)
                        .query()
                        .listOfRows());
            }
        });
    }

    /** Deletes what clients sent longer ago than it is kept, and drops the months that are empty then. */
    @Scheduled(cron = "0 30 2 * * *", zone = "UTC")
    @SchedulerLock(name = "analytics-retention", lockAtMostFor = LONGEST_SILENCE)
    public void deleteOld() {
        attempt("Old analytics events are still there", () -> {
            var horizon = clock.instant().atOffset(ZoneOffset.UTC).minus(properties.retention());
            int deleted = DELETED_AT_ONCE;
            while (deleted == DELETED_AT_ONCE) {
                deleted = events.deleteBefore(horizon.toInstant(), DELETED_AT_ONCE);
            }
            changeTable(() -> rows.sql("SELECT private.drop_empty_partitions(?, ?)")
                    .params(AnalyticsEventsProjector.TABLE, horizon)
                    .query()
                    .listOfRows());
        });
    }

    /** Computes the daily metrics anew: at the start, and hourly. */
    @Scheduled(initialDelayString = "PT0S")
    @Scheduled(cron = "${sexyresume.analytics.metrics-cron:0 0 * * * *}", zone = "UTC")
    @SchedulerLock(name = "daily-metrics", lockAtMostFor = LONGEST_SILENCE)
    public void refreshMetrics() {
        attempt(
                "The daily metrics are as of before",
                () -> rows.sql("SELECT private.refresh_report('daily_metrics')")
                        .query()
                        .listOfRows());
    }

    /** Gives up soon when somebody holds the table: whoever waits for such a lock holds up everybody behind. */
    private void changeTable(Runnable change) {
        transaction.executeWithoutResult(status -> {
            List<?> _ = rows.sql("SELECT set_config('lock_timeout', ?, true)")
                    .param(LOCK_WAIT)
                    .query()
                    .listOfRows();
            change.run();
        });
    }

    private static void attempt(String otherwise, Runnable job) {
        try {
            job.run();
        } catch (DataAccessException | TransactionException failed) {
            log.warn("{}; it is tried again: {}", otherwise, failed.getClass().getSimpleName());
        }
    }
}
