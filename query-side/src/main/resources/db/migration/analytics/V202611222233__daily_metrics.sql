-- M01, D13–D15: growth by the day on which users signed up, in UTC, days without sign-ups included. It looks across
-- users: it belongs to rls_reader, which sees what the policies below let it see, and administrators alone read it.
CREATE POLICY reporting ON users FOR SELECT TO rls_reader USING (true);
GRANT SELECT (id, created_at) ON users TO rls_reader;
CREATE POLICY reporting ON analytics_events FOR SELECT TO rls_reader USING (true);
GRANT SELECT ON analytics_events TO rls_reader;

CREATE MATERIALIZED VIEW reporting.daily_metrics AS
WITH signed_up AS (SELECT (u.created_at AT TIME ZONE 'UTC')::date AS date,
                          count(*)                                AS signups,
                          -- B12: whoever has exported at least once, on whatever day
                          count(*) FILTER (WHERE EXISTS (SELECT
                                                         FROM public.analytics_events e
                                                         WHERE e.user_id = u.id
                                                           AND e.event_name = 'export_completed'
                                                           AND e.origin = 'history')) AS activated_users
                   FROM public.users u
                   GROUP BY 1),
     calendar AS (SELECT day::date AS date
                  FROM generate_series((SELECT min(date) FROM signed_up)::timestamp,
                                       (SELECT max(date) FROM signed_up)::timestamp, interval '1 day') AS day)
SELECT date,
       coalesce(signups, 0)                                                              AS signups,
       -- of this day and the six before it (D14)
       (sum(coalesce(signups, 0)) OVER (ORDER BY date ROWS 6 PRECEDING))::bigint         AS weekly_signups,
       -- of those who signed up on this day
       coalesce(activated_users, 0)                                                      AS activated_users,
       now()                                                                             AS computed_at
FROM calendar
         LEFT JOIN signed_up USING (date)
WITH NO DATA;

-- Refreshing beside its readers needs it (D15).
CREATE UNIQUE INDEX idx_daily_metrics_date ON reporting.daily_metrics (date);

REVOKE ALL ON reporting.daily_metrics FROM PUBLIC;
GRANT SELECT ON reporting.daily_metrics TO admin_reader;
ALTER MATERIALIZED VIEW reporting.daily_metrics OWNER TO rls_reader;

-- J01: readers are blocked by the first refresh alone, and by those where rls_reader may make no temporary tables: that
-- right came to logins.sql later.
CREATE FUNCTION private.refresh_report(report text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = ''
AS
$$
DECLARE
    is_populated boolean;
BEGIN
    SELECT c.relispopulated
    INTO is_populated
    FROM pg_catalog.pg_class c
    WHERE c.relkind = 'm'
      AND c.relname = report
      AND c.relnamespace = 'reporting'::regnamespace;
    IF is_populated IS NULL THEN
        RAISE EXCEPTION 'There is no report %', report;
    END IF;
    EXECUTE format(
            'REFRESH MATERIALIZED VIEW %s reporting.%I',
            CASE
                WHEN is_populated AND has_database_privilege(current_database(), 'temporary') THEN 'CONCURRENTLY'
                ELSE ''
                END,
            report);
END
$$;

REVOKE EXECUTE ON FUNCTION private.refresh_report(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION private.refresh_report(text) TO projector;
ALTER FUNCTION private.refresh_report(text) OWNER TO rls_reader;
