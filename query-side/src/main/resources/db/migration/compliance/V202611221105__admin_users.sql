-- T30 admin_users: who may act in which role. Someone may hold several roles at a time; a revoked role stays as a row
-- that is not active. The role auditor was added to the document's two (B15).
CREATE TABLE admin_users
(
    user_id    uuid        NOT NULL,
    role       text        NOT NULL CHECK (role IN ('admin', 'super_admin', 'auditor')),
    is_active  boolean     NOT NULL,
    granted_by uuid        NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, role)
);

SELECT private.secure_user_table('admin_users');

-- The functions below answer for the caller alone. They belong to rls_reader, whose policy this is, and not to the
-- table's owner, who sees nothing under FORCE; a policy that called them on this table would recurse (D09).
CREATE POLICY judgement ON admin_users FOR SELECT TO rls_reader USING (true);
GRANT SELECT ON admin_users TO rls_reader;

CREATE FUNCTION private.admin_roles() RETURNS text[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = ''
AS
$$
SELECT coalesce(array_agg(role ORDER BY role), '{}')
FROM public.admin_users
WHERE user_id = (SELECT auth.uid())
  AND is_active
$$;

CREATE FUNCTION private.is_admin() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = ''
AS
$$
SELECT EXISTS (SELECT
               FROM public.admin_users
               WHERE user_id = (SELECT auth.uid())
                 AND role IN ('admin', 'super_admin')
                 AND is_active)
$$;

REVOKE EXECUTE ON FUNCTION private.admin_roles(), private.is_admin() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION private.admin_roles(), private.is_admin() TO authenticated;
ALTER FUNCTION private.admin_roles() OWNER TO rls_reader;
ALTER FUNCTION private.is_admin() OWNER TO rls_reader;
