-- V01: what a user sees first. Explicit columns and joins, each at most one row for a user (D17, D18); the policies of the
-- tables below apply to whoever reads it (D19). Columns of later contexts come with their tables.
CREATE VIEW user_dashboard_data WITH (security_invoker = true) AS
SELECT u.id,
       u.email,
       u.full_name,
       u.created_at,
       u.updated_at,
       coalesce(r.resume_count, 0)       AS resume_count,
       coalesce(b.balance, 0)::integer   AS credit_balance
FROM users u
         LEFT JOIN LATERAL (SELECT count(*) AS resume_count
                            FROM resumes
                            WHERE resumes.user_id = u.id
                              AND resumes.deleted_at IS NULL) r ON true
         LEFT JOIN user_credit_balances b ON b.user_id = u.id
WHERE u.deleted_at IS NULL;

GRANT SELECT ON user_dashboard_data TO authenticated, admin_reader;
