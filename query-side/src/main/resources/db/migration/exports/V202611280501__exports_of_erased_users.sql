-- Rows of exports are removed with their user (F09). Those of users who were erased before this are removed here; the
-- owner sees no row under FORCE.
ALTER TABLE exports NO FORCE ROW LEVEL SECURITY;
DELETE
FROM exports
WHERE user_id IN (SELECT subject FROM personal_data.subject_key WHERE erased_at IS NOT NULL);
ALTER TABLE exports FORCE ROW LEVEL SECURITY;
