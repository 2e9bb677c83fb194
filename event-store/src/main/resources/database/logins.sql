-- The logins and roles of SexyResume. Run it once as a superuser in the database that the application uses, and again
-- whenever a password changes or a new version of the application names a login that is missing; it may be run any
-- number of times. For example:
--
--   psql -d sexyresume -v ON_ERROR_STOP=1 -v migrator_password=… -v appender_password=… -v projector_password=… \
--        -v query_password=… -v admin_password=… -v audit_password=… -v rewrap_password=… -f logins.sql
--
-- What whoever holds one of them can do, and what limits it, is in docs/security.md.
--
-- app_owner      owns every object and never logs in
-- rls_reader     owns the few functions and reports that look across users, sees what policies of its own let it see,
--                and never logs in
-- migrator       runs Flyway, as app_owner
-- appender       appends to the history through its function, and reads streams; nothing else
-- projector      reads the history; writes tokens and the rows of the read tables
-- query_login    owns nothing and may read nothing until a transaction takes the role anon or authenticated
-- admin_login    the same for the role admin_reader alone
-- audit_login    the same for the role auditor alone
-- rewrapper      reads wrapped keys and wraps them anew; what it replaces is kept until appender confirms it
-- anon, authenticated, admin_reader, auditor    what a query may be: nobody, a user, an administrator, an auditor
DO
$$
    DECLARE
        name text;
    BEGIN
        FOREACH name IN ARRAY ARRAY ['app_owner', 'rls_reader', 'anon', 'authenticated', 'service_role', 'admin_reader', 'auditor']
            LOOP
                IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = name) THEN
                    EXECUTE format('CREATE ROLE %I NOLOGIN', name);
                END IF;
            END LOOP;
        FOREACH name IN ARRAY ARRAY ['migrator', 'appender', 'projector', 'query_login', 'admin_login', 'audit_login', 'rewrapper']
            LOOP
                IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = name) THEN
                    EXECUTE format('CREATE ROLE %I LOGIN NOINHERIT', name);
                END IF;
            END LOOP;
    END
$$;

ALTER ROLE migrator PASSWORD :'migrator_password';
ALTER ROLE appender PASSWORD :'appender_password';
ALTER ROLE projector PASSWORD :'projector_password';
ALTER ROLE query_login PASSWORD :'query_password';
ALTER ROLE admin_login PASSWORD :'admin_password';
ALTER ROLE audit_login PASSWORD :'audit_password';
ALTER ROLE rewrapper PASSWORD :'rewrap_password';

GRANT app_owner TO migrator;
GRANT rls_reader TO app_owner;
GRANT anon, authenticated TO query_login;
GRANT admin_reader TO admin_login;
GRANT auditor TO audit_login;

DO
$$
    BEGIN
        -- Until there were logins for them, query_login took these.
        IF pg_has_role('query_login', 'admin_reader', 'MEMBER') OR pg_has_role('query_login', 'auditor', 'MEMBER') THEN
            REVOKE admin_reader, auditor FROM query_login;
        END IF;
        EXECUTE format('GRANT CREATE ON DATABASE %I TO app_owner', current_database());
        EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
        -- A materialised view is refreshed beside its readers by way of a temporary table of its owner.
        EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO rls_reader', current_database());
    END
$$;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO app_owner;
GRANT USAGE ON SCHEMA public TO anon, authenticated, admin_reader, auditor, projector, rls_reader;

-- Job roles are matched by their embeddings (T05); the extension needs a superuser, so it is made here.
CREATE EXTENSION IF NOT EXISTS vector WITH SCHEMA public;
