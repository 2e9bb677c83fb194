-- A rebuild outlives the process that began it: its row, the position it reached and the rows of its shadow commit
-- together, and whichever process gets the projection's lock goes on from there (docs/rebuild.md).
ALTER TABLE projections.rebuild
    -- null: the operator, by a property at the start of a process
    ALTER COLUMN requested_by DROP NOT NULL,
    -- the process that runs it, or ran it last
    ADD COLUMN node         text,
    -- a hash of the projector and the tables that filled the shadow: what another one began is begun anew
    ADD COLUMN made_by      text,
    -- how often it was taken up again
    ADD COLUMN resumed      integer NOT NULL DEFAULT 0,
    -- how often in a row without getting further
    ADD COLUMN stalled      integer NOT NULL DEFAULT 0,
    -- when and where it was begun, or taken up last: the rate counts from there
    ADD COLUMN attempt_at   timestamptz,
    ADD COLUMN attempt_from bigint  NOT NULL DEFAULT 0,
    -- how long the live projection stood still for the switch
    ADD COLUMN locked_ms    bigint,
    -- what was found after the switch, which was rolled back for it
    ADD COLUMN findings     jsonb;

-- Whether some process holds the lock of the projection's rebuild; "rebu" is the first half of its key.
CREATE FUNCTION projections.is_attended(projection text) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path = ''
AS
$$
SELECT EXISTS (SELECT
               FROM pg_catalog.pg_locks l
               WHERE l.locktype = 'advisory'
                 AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database())
                 AND l.classid = x'72656275'::integer::oid
                 AND l.objid = (hashtext(projection)::bigint & 4294967295)::oid
                 AND l.objsubid = 2
                 AND l.granted)
$$;

-- The shadow is unlogged: its rows need not survive a crash of PostgreSQL, which empties such tables, the marker as
-- well, so that the loss is seen. Indexes that are not unique wait until they are needed; a table "difference_<n>"
-- takes the keys of the rows in which the n-th table differs.
CREATE OR REPLACE FUNCTION projections.create_shadow(projection text, table_names text[]) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = ''
AS
$$
DECLARE
    shadow     text := projections.shadow_schema(projection);
    table_name text;
    left_out   regclass;
    key        text;
    number     integer := 0;
BEGIN
    PERFORM projections.drop_shadow(projection);
    EXECUTE format('CREATE SCHEMA %I', shadow);
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO projector', shadow);
    EXECUTE format('CREATE UNLOGGED TABLE %I.rebuild_marker AS SELECT true AS whole', shadow);
    FOREACH table_name IN ARRAY table_names
        LOOP
            number := number + 1;
            EXECUTE format('CREATE UNLOGGED TABLE %I.%I (LIKE public.%I INCLUDING ALL)', shadow, table_name,
                           table_name);
            FOR left_out IN
                SELECT i.indexrelid
                FROM pg_catalog.pg_index i
                WHERE i.indrelid = format('%I.%I', shadow, table_name)::regclass
                  AND NOT i.indisunique
                  AND NOT i.indisexclusion
                LOOP
                    EXECUTE format('DROP INDEX %s', left_out);
                END LOOP;
            EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I.%I TO projector', shadow, table_name);
            SELECT string_agg(quote_ident(a.attname), ', ')
            INTO key
            FROM pg_catalog.pg_index i
                     JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
            WHERE i.indrelid = format('public.%I', table_name)::regclass
              AND i.indisprimary;
            CONTINUE WHEN key IS NULL;
            EXECUTE format('CREATE UNLOGGED TABLE %I.%I AS SELECT '''' AS rebuild_kind, %s FROM public.%I WITH NO DATA',
                           shadow, 'difference_' || number, key, table_name);
            EXECUTE format('GRANT SELECT, INSERT ON %I.%I TO projector', shadow, 'difference_' || number);
        END LOOP;
    RETURN shadow;
END
$$;

-- Whether there is a shadow, and no crash has emptied it.
CREATE FUNCTION projections.is_shadow_whole(projection text) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = ''
AS
$$
DECLARE
    marker regclass := to_regclass(format('%I.rebuild_marker', projections.shadow_schema(projection)));
    whole  boolean;
BEGIN
    IF marker IS NULL THEN
        RETURN false;
    END IF;
    EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE whole)', marker) INTO whole;
    RETURN whole;
END
$$;

-- Makes the indexes that were left out, for a projector that finds rows by other columns than unique ones.
CREATE FUNCTION projections.complete_shadow(projection text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = ''
AS
$$
DECLARE
    shadow     text := projections.shadow_schema(projection);
    table_name name;
    definition text;
BEGIN
    FOR table_name IN
        SELECT t.tablename
        FROM pg_catalog.pg_tables t
        WHERE t.schemaname = shadow
          AND to_regclass(format('public.%I', t.tablename)) IS NOT NULL
        LOOP
            CONTINUE WHEN (SELECT count(*)
                           FROM pg_catalog.pg_index i
                           WHERE i.indrelid = format('%I.%I', shadow, table_name)::regclass)
                >= (SELECT count(*)
                    FROM pg_catalog.pg_index i
                    WHERE i.indrelid = format('public.%I', table_name)::regclass);
            FOR definition IN
                SELECT substring(pg_catalog.pg_get_indexdef(i.indexrelid) FROM ' USING .*$')
                FROM pg_catalog.pg_index i
                WHERE i.indrelid = format('public.%I', table_name)::regclass
                  AND NOT i.indisunique
                  AND NOT i.indisexclusion
                LOOP
                    EXECUTE format('CREATE INDEX ON %I.%I', shadow, table_name) || definition;
                END LOOP;
        END LOOP;
END
$$;

REVOKE EXECUTE ON FUNCTION projections.is_attended(text), projections.is_shadow_whole(text),
    projections.complete_shadow(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION projections.is_attended(text) TO projector, auditor;
GRANT EXECUTE ON FUNCTION projections.is_shadow_whole(text), projections.complete_shadow(text) TO projector;
