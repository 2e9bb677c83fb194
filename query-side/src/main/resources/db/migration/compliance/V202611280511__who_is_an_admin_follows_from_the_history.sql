-- admin_users is a projection: whoever writes rows could write themselves into it. Who may act as an administrator or an
-- auditor is decided by this table instead, which a trigger of the history fills and no login may write or read.
CREATE TABLE private.admin_role
(
    user_id uuid NOT NULL,
    role    text NOT NULL,
    CONSTRAINT admin_role_pkey PRIMARY KEY (user_id, role)
);

REVOKE ALL ON private.admin_role FROM PUBLIC;

-- As the events say it (AdminRoleGranted and AdminRoleRevoked, revision 1). Whoever holds a role cannot be erased.
CREATE FUNCTION private.follow_admin_roles() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = ''
AS
$$
DECLARE
    whose    CONSTANT uuid := new.payload::jsonb ->> 'userId';
    -- Not "role", which is a column.
    granting CONSTANT text := lower(new.payload::jsonb ->> 'role');
BEGIN
    CASE new.type
        WHEN 'compliance.admin-role-granted' THEN
            INSERT INTO private.admin_role (user_id, role) VALUES (whose, granting) ON CONFLICT DO NOTHING;
        WHEN 'compliance.admin-role-revoked' THEN
            DELETE FROM private.admin_role r WHERE r.user_id = whose AND r.role = granting;
        ELSE NULL;
        END CASE;
    RETURN NULL;
END
$$;

REVOKE ALL ON FUNCTION private.follow_admin_roles() FROM PUBLIC;

CREATE TRIGGER follow_admin_roles
    AFTER INSERT
    ON event_store.event
    FOR EACH ROW
    WHEN (new.stream_type = 'admin-roles')
EXECUTE FUNCTION private.follow_admin_roles();

INSERT INTO private.admin_role (user_id, role)
SELECT last.user_id, last.role
FROM (SELECT DISTINCT ON (e.payload::jsonb ->> 'userId', e.payload::jsonb ->> 'role')
             (e.payload::jsonb ->> 'userId')::uuid AS user_id,
             lower(e.payload::jsonb ->> 'role')    AS role,
             e.type
      FROM event_store.event e
      WHERE e.stream_type = 'admin-roles'
        AND e.type IN ('compliance.admin-role-granted', 'compliance.admin-role-revoked')
      ORDER BY e.payload::jsonb ->> 'userId', e.payload::jsonb ->> 'role', e.position DESC) last
WHERE last.type = 'compliance.admin-role-granted';

-- They belong to the owner of that table now, and no longer to rls_reader, which looks at nobody's roles any more.
CREATE OR REPLACE FUNCTION private.admin_roles() RETURNS text[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = ''
AS
$$
SELECT coalesce(array_agg(role ORDER BY role), '{}')
FROM private.admin_role
WHERE user_id = (SELECT auth.uid())
$$;

CREATE OR REPLACE FUNCTION private.is_admin() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = ''
AS
$$
SELECT EXISTS (SELECT
               FROM private.admin_role
               WHERE user_id = (SELECT auth.uid())
                 AND role IN ('admin', 'super_admin'))
$$;

ALTER FUNCTION private.admin_roles() OWNER TO app_owner;
ALTER FUNCTION private.is_admin() OWNER TO app_owner;

DROP POLICY judgement ON admin_users;
REVOKE SELECT ON admin_users FROM rls_reader;
