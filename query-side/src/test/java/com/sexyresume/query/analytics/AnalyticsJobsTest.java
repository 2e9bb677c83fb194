package com.sexyresume.query.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.query.QueryDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** J01, J03, R06, T34, M01, D13–D15: what is done from time to time, whatever time it is. */
class AnalyticsJobsTest {

    private static QueryDatabase database;
    private static DataSource projection;
    private static JdbcClient superuser;

    private Instant now = Instant.parse("2031-12-31T23:59:59Z");
    private AnalyticsJobs jobs;

    @BeforeAll
    static void migrate() {
        database = QueryDatabase.whole();
        projection = database.pool("projector", 3);
        superuser = database.superuser();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void empty() {
        superuser.sql("TRUNCATE analytics_events, users").update();
        jobs = new AnalyticsJobs(
                projection,
                new ClientEvents(projection),
                new AnalyticsProperties(
                        Period.ofYears(2),
                        Duration.ofDays(7),
                        Duration.ofMinutes(5),
                        AnalyticsProperties.MAX_CHARACTERS,
                        3),
                () -> now);
    }

    @Test
    void partitionsAreThereBeforeTheirMonthBegins() {
        jobs.makePartitions();
        jobs.makePartitions();

        assertThat(partitions())
                .contains(
                        "analytics_events_y2031m12",
                        "analytics_events_y2032m01",
                        "analytics_events_y2032m02",
                        "analytics_events_y2032m03")
                .doesNotContain("analytics_events_y2032m04");
        now = now.plusSeconds(1);
        jobs.makePartitions();
        assertThat(partitions()).contains("analytics_events_y2032m04").doesNotContain("analytics_events_y2032m05");
    }

    @Test
    void whatClientsSentIsDeletedWhenItIsTwoYearsOldAndItsEmptyMonthsAreDropped() {
        for (String month : List.of("2029-10-01", "2029-11-01", "2029-12-01")) {
            superuser
                    .sql("SELECT create_monthly_partition('analytics_events', ?::date)")
                    .param(month)
                    .query()
                    .listOfRows();
        }
        event("client", "1971-01-01T00:00:00Z", UUID.randomUUID());
        event("client", "2029-10-05T00:00:00Z", UUID.randomUUID());
        event("client", "2029-11-05T00:00:00Z", UUID.randomUUID());
        event("history", "2029-11-05T00:00:00Z", UUID.randomUUID());
        event("client", "2029-12-31T23:59:58Z", UUID.randomUUID());
        event("client", "2029-12-31T23:59:59Z", UUID.randomUUID());

        jobs.deleteOld();
        jobs.deleteOld();

        assertThat(superuser
                        .sql("SELECT origin || ' ' || to_char(timestamp AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')"
                                + " FROM analytics_events ORDER BY timestamp")
                        .query(String.class)
                        .list())
                .containsExactly("history 2029-11-05 00:00:00", "client 2029-12-31 23:59:59");
        assertThat(partitions())
                .doesNotContain("analytics_events_y2029m10")
                .contains("analytics_events_y2029m11", "analytics_events_y2029m12", "analytics_events_default");
    }

    @Test
    void theDailyMetricsAreThoseOfTheDaysInUtc() {
        UUID active = user("2026-03-01T00:30:00Z");
        user("2026-02-28T23:30:00Z");
        UUID alsoActive = user("2026-03-01T23:59:59Z");
        user("2026-03-08T00:00:00Z");
        event("history", "2026-03-20T00:00:00Z", active);
        event("history", "2026-03-21T00:00:00Z", active);
        event("history", "2026-05-01T00:00:00Z", alsoActive);
        // Nobody becomes active by saying so.
        event("client", "2026-03-20T00:00:00Z", user("2026-03-08T01:00:00Z"));

        jobs.refreshMetrics();

        assertThat(metrics())
                .containsExactly(
                        "2026-02-28 1 1 0",
                        "2026-03-01 2 3 2",
                        "2026-03-02 0 3 0",
                        "2026-03-03 0 3 0",
                        "2026-03-04 0 3 0",
                        "2026-03-05 0 3 0",
                        "2026-03-06 0 3 0",
                        "2026-03-07 0 2 0",
                        "2026-03-08 2 2 0");
        user("2026-03-09T00:00:00Z");
        jobs.refreshMetrics();
        assertThat(metrics()).hasSize(10).contains("2026-03-09 1 3 0");
    }

    @Test
    void readersGoOnWhileTheMetricsAreRefreshed() throws Exception {
        user("2026-03-01T00:30:00Z");
        jobs.refreshMetrics();
        try (var reading = database.superuserPool().getConnection()) {
            reading.setAutoCommit(false);
            try (var statement = reading.createStatement()) {
                // Holds the lock of a reader until its transaction ends; a plain refresh would wait for it.
                var _ = statement.executeQuery("SELECT * FROM reporting.daily_metrics");
                user("2026-03-02T00:30:00Z");
                JdbcClient.create(projection)
                        .sql("SELECT set_config('lock_timeout', '5s', false), private.refresh_report('daily_metrics'),"
                                + " set_config('lock_timeout', '0', false)")
                        .query()
                        .listOfRows();
            }
            reading.rollback();
        }
        assertThat(metrics()).hasSize(2);
    }

    private static List<String> partitions() {
        return superuser
                .sql("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'analytics_events'::regclass")
                .query(String.class)
                .list();
    }

    private static List<String> metrics() {
        return superuser
                .sql("SELECT date || ' ' || signups || ' ' || weekly_signups || ' ' || activated_users"
                        + " FROM reporting.daily_metrics ORDER BY date")
                .query(String.class)
                .list();
    }

    private static UUID user(String created) {
        UUID user = UUID.randomUUID();
        superuser
                .sql("INSERT INTO users VALUES (?, NULL, NULL, 0, ?::timestamptz, ?::timestamptz, NULL)")
                .params(user, created, created)
                .update();
        return user;
    }

    private static void event(String origin, String time, UUID user) {
        superuser
                .sql("INSERT INTO analytics_events (id, event_name, category, action, user_id, origin, timestamp,"
                        + " created_at) VALUES (gen_random_uuid(), 'export_completed', 'export', 'complete', ?, ?,"
                        + " ?::timestamptz, ?::timestamptz)")
                .params(user, origin, time, time)
                .update();
    }
}
