package com.sexyresume.query.analytics;

import com.sexyresume.reading.Cursor;
import com.sexyresume.reading.Page;
import com.sexyresume.reading.PageRequest;
import com.sexyresume.reading.Reader;
import com.sexyresume.reading.ReportNotReady;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Growth by day (M01, Q02). */
@RestController
@Tag(name = "Reports")
class DailyMetricsController {

    private static final String EARLIEST = "0001-01-01";
    private static final String LATEST = "9999-12-31";

    private final Reader reader;

    DailyMetricsController(Reader reader) {
        this.reader = reader;
    }

    /**
     * One day of sign-ups.
     *
     * @param weeklySignups of this day and the six before it (D14)
     * @param activatedUsers of those who signed up on this day, whoever has exported since, on whatever day (B12)
     */
    record DailyMetrics(
            @Schema(description = "In UTC") LocalDate date,
            long signups,

            @Schema(description = "Of this day and the six before it")
            long weeklySignups,

            @Schema(description = "Of those who signed up on this day: who has exported a résumé, on whatever day")
            long activatedUsers,

            @Schema(description = "The report is as of then")
            Instant computedAt) {

        static DailyMetrics of(ResultSet row, int number) throws SQLException {
            return new DailyMetrics(
                    row.getObject("date", LocalDate.class),
                    row.getLong("signups"),
                    row.getLong("weekly_signups"),
                    row.getLong("activated_users"),
                    row.getTimestamp("computed_at").toInstant());
        }
    }

    @GetMapping("/v1/reports/daily-metrics")
    @Operation(summary = "Growth by day, the last day first", description = """
                    For admins. Days are in UTC, from the first sign-up to the last one. It is computed once an hour; \
                    503 until it was computed for the first time.""")
    Page<DailyMetrics> dailyMetrics(
            @Schema(description = "The first day") @RequestParam(defaultValue = EARLIEST) LocalDate from,
            @Schema(description = "The last day") @RequestParam(defaultValue = LATEST) LocalDate to,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, LocalDate.class);
        LocalDate before = page.after() == null ? LocalDate.MAX : page.after().day(0);
        LocalDate last = before.isAfter(to) ? to : before.minusDays(1);
        List<DailyMetrics> found = reader.readAsAdmin(rows -> {
            if (!rows.sql("SELECT relispopulated FROM pg_class WHERE oid = 'reporting.daily_metrics'::regclass")
                    .query(Boolean.class)
                    .single()) {
                throw new ReportNotReady();
            }
            return rows.sql("""
                            SELECT date, signups, weekly_signups, activated_users, computed_at
                            FROM reporting.daily_metrics
                            WHERE date BETWEEN ? AND ?
                            ORDER BY date DESC
                            LIMIT ?
                            """)
                    .params(from, last, page.fetch())
                    .query(DailyMetrics::of)
                    .list();
        });
        return Page.of(found, page, day -> Cursor.of(day.date()));
    }
}
