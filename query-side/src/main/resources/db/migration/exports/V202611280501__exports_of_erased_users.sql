-- Rows of exports are removed with their user (F09). Those of users who were erased before this are removed here; the
-- owner sees no row under FORCE.
ALTER TABLE exports NO FORCE ROW LEVEL SECURITY;
DELETE
FROM exports
WHERE user_id IN (SELECT subject FROM personal_data.subject_key WHERE erased_at IS NOT NULL);
ALTER TABLE exports FORCE ROW LEVEL SECURITY;

-- Statistics are samples of values, which an erasure would not reach: a short file was one. Saying the type again throws
-- away former ones.
ALTER TABLE private.export_file
    ALTER COLUMN content TYPE bytea,
    ALTER COLUMN content SET STORAGE EXTERNAL,
    ALTER COLUMN content SET STATISTICS 0;
