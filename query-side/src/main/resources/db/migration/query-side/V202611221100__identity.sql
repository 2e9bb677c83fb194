-- Whom a query reads as, and how a table is given to its users (P01–P05, D09).
--
-- A transaction of query_login takes one of the roles anon, authenticated, admin_reader, auditor and the claims of a
-- token, in one statement; the policies below read the claims through auth.uid().

-- Whatever app_owner creates from here on is nobody's to call until it is granted.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

CREATE SCHEMA auth;
GRANT USAGE ON SCHEMA auth TO anon, authenticated, admin_reader, auditor, rls_reader;

-- A setting that was local to a transaction reads as '' in the next one, hence nullif.
CREATE FUNCTION auth.jwt() RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path = ''
AS
$$
SELECT nullif(current_setting('request.jwt.claims', true), '')::jsonb
$$;

CREATE FUNCTION auth.uid() RETURNS uuid
    LANGUAGE sql STABLE
    SET search_path = ''
AS
$$
SELECT (auth.jwt() ->> 'sub')::uuid
$$;

CREATE FUNCTION auth.role() RETURNS text
    LANGUAGE sql STABLE
    SET search_path = ''
AS
$$
SELECT auth.jwt() ->> 'role'
$$;

REVOKE EXECUTE ON FUNCTION auth.jwt(), auth.uid(), auth.role() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION auth.jwt(), auth.uid(), auth.role()
    TO anon, authenticated, admin_reader, auditor, rls_reader;

-- What the API never names: the helpers of policies and of migrations.
CREATE SCHEMA private;
GRANT USAGE ON SCHEMA private TO authenticated, rls_reader;
GRANT CREATE ON SCHEMA private TO rls_reader;

-- Views and materialised views that look across users. They belong to rls_reader, which needs a policy of its own on
-- every table that they read: under FORCE an owner without a policy sees nothing.
CREATE SCHEMA reporting;
GRANT USAGE ON SCHEMA reporting TO admin_reader, rls_reader;
GRANT CREATE ON SCHEMA reporting TO rls_reader;

-- Gives a table of the schema public to its users, row by row: called by the migration that creates the table, after
-- its indexes. Someone's rows are theirs; administrators read all; the projector alone writes. One permissive policy
-- for each role, because a second one joins by OR and defeats the index.
CREATE FUNCTION private.secure_user_table(table_name text, owner_column text DEFAULT 'user_id') RETURNS void
    LANGUAGE plpgsql
    SET search_path = ''
AS
$$
DECLARE
    secured regclass := to_regclass(format('public.%I', table_name));
BEGIN
    IF secured IS NULL THEN
        RAISE EXCEPTION 'There is no table public.%', table_name;
    END IF;
    IF NOT EXISTS (SELECT
                   FROM pg_catalog.pg_index i
                            JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                   WHERE i.indrelid = secured
                     AND a.attname = owner_column) THEN
        RAISE EXCEPTION 'public.% has no index that begins with %: every read would scan it', table_name, owner_column;
    END IF;
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', secured);
    EXECUTE format('CREATE POLICY own ON %s FOR SELECT TO authenticated USING (%I = (SELECT auth.uid()))',
                   secured, owner_column);
    EXECUTE format('CREATE POLICY administration ON %s FOR SELECT TO admin_reader USING (true)', secured);
    EXECUTE format('CREATE POLICY projection ON %s FOR ALL TO projector USING (true) WITH CHECK (true)', secured);
    EXECUTE format('REVOKE ALL ON %s FROM PUBLIC', secured);
    EXECUTE format('GRANT SELECT ON %s TO authenticated, admin_reader', secured);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO projector', secured);
END
$$;

-- Gives a table of the schema public that belongs to no user, such as a catalogue, to everybody who has a token.
CREATE FUNCTION private.secure_shared_table(table_name text) RETURNS void
    LANGUAGE plpgsql
    SET search_path = ''
AS
$$
DECLARE
    secured regclass := to_regclass(format('public.%I', table_name));
BEGIN
    IF secured IS NULL THEN
        RAISE EXCEPTION 'There is no table public.%', table_name;
    END IF;
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', secured);
    EXECUTE format('CREATE POLICY shared ON %s FOR SELECT TO authenticated, admin_reader USING (true)', secured);
    EXECUTE format('CREATE POLICY projection ON %s FOR ALL TO projector USING (true) WITH CHECK (true)', secured);
    EXECUTE format('REVOKE ALL ON %s FROM PUBLIC', secured);
    EXECUTE format('GRANT SELECT ON %s TO authenticated, admin_reader', secured);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO projector', secured);
END
$$;

REVOKE EXECUTE ON FUNCTION private.secure_user_table(text, text), private.secure_shared_table(text) FROM PUBLIC;
