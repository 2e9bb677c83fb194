-- F07, D21, J03: tables that are partitioned by month, in UTC. A partition is made beside its table and attached, so
-- that reads and writes of other months go on meanwhile; what the default partition holds of the month moves into it.
-- It is readable through its table alone: row level security is on and forced, and it has neither grants nor policies
-- (D22, T34).
CREATE FUNCTION create_monthly_partition(table_name text, start_date date) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = ''
AS
$$
DECLARE
    month_begin timestamp := date_trunc('month', start_date::timestamp);
    begins      timestamptz := month_begin AT TIME ZONE 'UTC';
    ends        timestamptz := (month_begin + interval '1 month') AT TIME ZONE 'UTC';
    partitioned regclass := to_regclass(format('public.%I', table_name));
    partition   text := format('%s_y%sm%s', table_name, to_char(month_begin, 'FMYYYY'), to_char(month_begin, 'MM'));
    fallback    regclass;
    key         name;
    column_name name;
BEGIN
    SELECT p.partdefid::regclass, a.attname
    INTO fallback, key
    FROM pg_catalog.pg_partitioned_table p
             JOIN pg_catalog.pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = p.partattrs[0]
    WHERE p.partrelid = partitioned
      AND p.partstrat = 'r';
    IF key IS NULL THEN
        RAISE EXCEPTION 'public.% is not partitioned by a range', table_name;
    END IF;
    PERFORM pg_catalog.pg_advisory_xact_lock(hashtext('monthly partitions'), hashtext(table_name));
    IF to_regclass(format('public.%I', partition)) IS NOT NULL THEN
        RETURN partition;
    END IF;
    EXECUTE format('CREATE TABLE public.%I (LIKE %s INCLUDING ALL)', partition, partitioned);
    -- What has no statistics in the table, because it is personal, has none here.
    FOR column_name IN
        SELECT a.attname
        FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = partitioned
          AND a.attnum > 0
          AND a.attstattarget = 0
        LOOP
            EXECUTE format('ALTER TABLE public.%I ALTER COLUMN %I SET STATISTICS 0', partition, column_name);
        END LOOP;
    IF fallback <> 0::oid THEN
        -- Under FORCE its owner would see none of the rows; nobody else gets at them before the end of the transaction.
        EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', fallback);
        EXECUTE format('INSERT INTO public.%I OVERRIDING SYSTEM VALUE SELECT * FROM %s WHERE %I >= %L AND %I < %L',
                       partition, fallback, key, begins, key, ends);
        EXECUTE format('DELETE FROM %s WHERE %I >= %L AND %I < %L', fallback, key, begins, key, ends);
        EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', fallback);
    END IF;
    EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', partition);
    EXECUTE format('REVOKE ALL ON public.%I FROM PUBLIC', partition);
    EXECUTE format('ALTER TABLE %s ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
                   partitioned, partition, begins, ends);
    RETURN partition;
END
$$;

-- Drops the partitions of months that ended before the time and hold no row any more; answers which.
CREATE FUNCTION private.drop_empty_partitions(table_name text, before timestamptz) RETURNS text[]
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = ''
AS
$$
DECLARE
    partition name;
    is_empty  boolean;
    dropped   text[] := '{}';
BEGIN
    FOR partition IN
        SELECT c.relname
        FROM pg_catalog.pg_inherits i
                 JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = to_regclass(format('public.%I', table_name))
          AND c.relname ~ ('^' || table_name || '_y\d{4,}m\d{2}$')
          AND (to_date(substring(c.relname FROM '_y(\d{4,}m\d{2})$'), 'FMYYYY"m"MM') + interval '1 month')
                  AT TIME ZONE 'UTC' <= before
        ORDER BY c.relname
        LOOP
            -- Under FORCE its owner would find it empty.
            EXECUTE format('ALTER TABLE public.%I NO FORCE ROW LEVEL SECURITY', partition);
            EXECUTE format('SELECT NOT EXISTS (SELECT FROM public.%I)', partition) INTO is_empty;
            IF is_empty THEN
                EXECUTE format('DROP TABLE public.%I', partition);
                dropped := dropped || partition::text;
            ELSE
                EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', partition);
            END IF;
        END LOOP;
    RETURN dropped;
END
$$;

REVOKE EXECUTE ON FUNCTION create_monthly_partition(text, date), private.drop_empty_partitions(text, timestamptz)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION create_monthly_partition(text, date), private.drop_empty_partitions(text, timestamptz)
    TO projector;
