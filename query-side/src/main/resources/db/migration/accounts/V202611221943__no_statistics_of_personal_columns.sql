-- Statistics keep samples of values beside the table, where an erasure does not reach them (PII1-PII5): none are kept of
-- what identifies somebody.
ALTER TABLE users
    ALTER COLUMN email SET STATISTICS 0,
    ALTER COLUMN full_name SET STATISTICS 0;
ALTER INDEX idx_users_email ALTER COLUMN 1 SET STATISTICS 0;
