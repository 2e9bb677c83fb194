-- V01, with the exports that the document counts. A row lives as long as its file (B10), so the count is of those that can
-- be downloaded, have failed lately, or are being made.
CREATE OR REPLACE VIEW user_dashboard_data WITH (security_invoker = true) AS
SELECT u.id,
       u.email,
       u.full_name,
       u.created_at,
       u.updated_at,
       coalesce(r.resume_count, 0)        AS resume_count,
       coalesce(b.balance, 0)::integer    AS credit_balance,
       coalesce(e.premium, false)         AS premium,
       coalesce(e.export_unlocked, false) AS export_unlocked,
       coalesce(x.export_count, 0)        AS export_count
FROM users u
         LEFT JOIN LATERAL (SELECT count(*) AS resume_count
                            FROM resumes
                            WHERE resumes.user_id = u.id
                              AND resumes.deleted_at IS NULL) r ON true
         LEFT JOIN LATERAL (SELECT count(*) AS export_count
                            FROM exports
                            WHERE exports.user_id = u.id) x ON true
         LEFT JOIN user_credit_balances b ON b.user_id = u.id
         LEFT JOIN user_entitlements e ON e.user_id = u.id
WHERE u.deleted_at IS NULL;
