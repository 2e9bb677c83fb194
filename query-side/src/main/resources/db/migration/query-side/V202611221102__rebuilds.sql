-- A rebuild runs a projector over the whole history into shadow tables, compares them with the live ones row by row and
-- applies the difference (design: The history, replay).
CREATE TABLE projections.rebuild
(
    id               uuid PRIMARY KEY,
    projection       text        NOT NULL,
    mode             text        NOT NULL CHECK (mode IN ('apply', 'verify')),
    state            text        NOT NULL CHECK (state IN ('running', 'finished', 'cancelled', 'failed')),
    requested_by     uuid        NOT NULL,
    requested_at     timestamptz NOT NULL,
    changed_at       timestamptz NOT NULL,
    cancel_requested boolean     NOT NULL,
    -- the history up to here is in the shadow tables
    position         bigint      NOT NULL,
    -- how far the live rows are
    target           bigint      NOT NULL,
    -- a fixed code, never the message of an exception
    failure          text,
    differences      jsonb
);

CREATE UNIQUE INDEX idx_rebuild_running ON projections.rebuild (projection) WHERE state = 'running';
CREATE INDEX idx_rebuild_projection ON projections.rebuild (projection, requested_at DESC, id);

GRANT SELECT, INSERT, UPDATE ON projections.rebuild TO projector;
GRANT SELECT ON projections.rebuild TO auditor;

CREATE FUNCTION projections.shadow_schema(projection text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE
    SET search_path = ''
AS
$$
BEGIN
    IF projection !~ '^[a-z][a-z0-9-]{0,49}$' THEN
        RAISE EXCEPTION 'Not the name of a projection';
    END IF;
    RETURN 'shadow_' || replace(projection, '-', '_');
END
$$;

-- The projector may make and drop these schemas and no others: it has no right to any other DDL. A shadow has the
-- columns, constraints and indexes of its live table, and neither foreign keys nor triggers.
CREATE FUNCTION projections.drop_shadow(projection text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = '' SET client_min_messages = warning
AS
$$
BEGIN
    EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', projections.shadow_schema(projection));
END
$$;

CREATE FUNCTION projections.create_shadow(projection text, table_names text[]) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = ''
AS
$$
DECLARE
    shadow     text := projections.shadow_schema(projection);
    table_name text;
BEGIN
    PERFORM projections.drop_shadow(projection);
    EXECUTE format('CREATE SCHEMA %I', shadow);
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO projector', shadow);
    FOREACH table_name IN ARRAY table_names
        LOOP
            EXECUTE format('CREATE TABLE %I.%I (LIKE public.%I INCLUDING ALL)', shadow, table_name, table_name);
            EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I.%I TO projector', shadow, table_name);
        END LOOP;
    RETURN shadow;
END
$$;

CREATE FUNCTION projections.analyze_shadow(projection text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = ''
AS
$$
DECLARE
    shadow name;
BEGIN
    FOR shadow IN
        SELECT tablename
        FROM pg_catalog.pg_tables
        WHERE schemaname = projections.shadow_schema(projection)
        LOOP
            EXECUTE format('ANALYZE %I.%I', projections.shadow_schema(projection), shadow);
        END LOOP;
END
$$;

REVOKE EXECUTE ON FUNCTION projections.shadow_schema(text), projections.drop_shadow(text),
    projections.create_shadow(text, text[]), projections.analyze_shadow(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION projections.drop_shadow(text), projections.create_shadow(text, text[]),
    projections.analyze_shadow(text) TO projector;
