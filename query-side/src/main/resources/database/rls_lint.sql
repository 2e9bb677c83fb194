-- Finds what row level security does not cover (P01–P05, K01, K15): one row for each finding, none when all is well.
-- A superuser, or the owner of the objects, runs it with psql after any change of the schema.
WITH house AS (SELECT oid, nspname
               FROM pg_namespace
               WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
                 AND nspname NOT LIKE 'pg\_temp%'
                 AND nspname NOT LIKE 'pg\_toast\_temp%'),
     api AS (SELECT oid, rolname
             FROM pg_roles
             WHERE rolname IN ('anon', 'authenticated', 'admin_reader', 'auditor', 'query_login', 'admin_login',
                               'audit_login')),
     login AS (SELECT r.oid, r.rolname, l.roles
               FROM (VALUES ('query_login', '{anon,authenticated}'::text[]),
                            ('admin_login', '{admin_reader}'),
                            ('audit_login', '{auditor}')) AS l (name, roles)
                        JOIN pg_roles r ON r.rolname = l.name),
     relation AS (SELECT c.oid, c.relkind, c.relowner, c.reloptions, c.relrowsecurity, c.relforcerowsecurity, house.nspname
                  FROM pg_class c
                           JOIN house ON house.oid = c.relnamespace
                  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
                    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')),
     routine AS (SELECT p.oid, p.prosecdef, p.proconfig, p.proargtypes
                 FROM pg_proc p
                          JOIN house ON house.oid = p.pronamespace
                 WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')),
     policy AS (SELECT p.polrelid, p.polname, p.polroles, p.polcmd, p.polpermissive,
                       pg_get_expr(p.polqual, p.polrelid) AS condition
                FROM pg_policy p
                         JOIN relation ON relation.oid = p.polrelid AND relation.nspname = 'public')
SELECT 'L01 table or partition of public without ENABLE and FORCE' AS rule, oid::regclass::text AS object
FROM relation
WHERE nspname = 'public'
  AND relkind IN ('r', 'p')
  AND NOT (relrowsecurity AND relforcerowsecurity)
UNION ALL
SELECT 'L02 view of public readable by an API role without security_invoker', r.oid::regclass::text
FROM relation r
WHERE r.nspname = 'public'
  AND r.relkind = 'v'
  AND NOT coalesce(r.reloptions::text ~ 'security_invoker=(true|on|1)', false)
  AND EXISTS (SELECT FROM api WHERE has_any_column_privilege(api.oid, r.oid, 'select'))
UNION ALL
SELECT 'L03 materialised view readable by an API role other than admin_reader', r.oid::regclass::text
FROM relation r
WHERE r.relkind = 'm'
  AND EXISTS (SELECT
              FROM api
              WHERE api.rolname <> 'admin_reader' AND has_any_column_privilege(api.oid, r.oid, 'select'))
UNION ALL
SELECT 'L04 SECURITY DEFINER without a pinned search_path', oid::regprocedure::text
FROM routine
WHERE prosecdef
  AND NOT coalesce(proconfig::text ~ 'search_path=', false)
UNION ALL
SELECT 'L05 function executable by PUBLIC', oid::regprocedure::text
FROM routine
WHERE has_function_privilege('public', oid, 'execute')
UNION ALL
SELECT 'L06 SECURITY DEFINER that takes a uuid and is callable by an API role', oid::regprocedure::text
FROM routine
WHERE prosecdef
  AND 'uuid'::regtype = ANY (proargtypes)
  AND EXISTS (SELECT FROM api WHERE has_function_privilege(api.oid, routine.oid, 'execute'))
UNION ALL
SELECT 'L07 login that owns, inherits or is privileged', rolname
FROM pg_roles r
WHERE oid IN (SELECT oid FROM login)
  AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication OR rolinherit
    OR EXISTS (SELECT FROM relation WHERE relowner = r.oid))
UNION ALL
SELECT 'L08 login that may become more than the role that it reads as', login.rolname || ' as ' || r.rolname
FROM login,
     pg_roles r
WHERE r.oid <> login.oid
  AND r.rolname <> ALL (login.roles)
  AND pg_has_role(login.oid, r.oid, 'member')
UNION ALL
SELECT 'L09 policy for PUBLIC, or one that calls a helper for each row', polrelid::regclass || '.' || polname
FROM policy
WHERE polroles = '{0}'
   OR condition ~ '(?<!SELECT )(auth\.(uid|jwt|role)|private\.\w+)\('
UNION ALL
SELECT 'L10 two permissive SELECT policies for one role, whose OR defeats the index', polrelid::regclass::text
FROM policy,
     unnest(polroles) role
WHERE polpermissive
  AND polcmd IN ('r', '*')
GROUP BY polrelid, role
HAVING count(*) > 1
UNION ALL
SELECT 'L11 owner policy on a column without an index', p.polrelid::regclass::text
FROM policy p
WHERE condition ~ 'auth\.uid\('
  AND NOT EXISTS (SELECT
                  FROM pg_index i
                           JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                  WHERE i.indrelid = p.polrelid
                    AND a.attname = substring(p.condition FROM '(\w+) = (?:\( SELECT )?auth\.uid\('))
UNION ALL
SELECT 'L12 relation outside public readable by users', r.oid::regclass::text
FROM relation r
WHERE r.nspname <> 'public'
  AND EXISTS (SELECT
              FROM api
              WHERE api.rolname IN ('anon', 'authenticated')
                AND has_any_column_privilege(api.oid, r.oid, 'select'))
UNION ALL
SELECT 'L13 relation that a login may read without taking a role', r.oid::regclass::text
FROM relation r
WHERE EXISTS (SELECT FROM login WHERE has_any_column_privilege(login.oid, r.oid, 'select'))
UNION ALL
SELECT 'L14 relation that an API role may write', r.oid::regclass::text
FROM relation r
WHERE EXISTS (SELECT
              FROM api
              WHERE has_table_privilege(api.oid, r.oid, 'insert, update, delete, truncate, trigger')
                 OR has_any_column_privilege(api.oid, r.oid, 'insert, update'))
UNION ALL
SELECT 'L15 schema in which an API role may create', house.nspname
FROM house
WHERE EXISTS (SELECT FROM api WHERE has_schema_privilege(api.oid, house.oid, 'create'))
ORDER BY 1, 2;
