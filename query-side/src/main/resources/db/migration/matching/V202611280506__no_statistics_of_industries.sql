-- The industry that a user asks for is what they write. Saying the type again throws away what was sampled before.
ALTER TABLE job_matches
    ALTER COLUMN industry_category TYPE text,
    ALTER COLUMN industry_category SET STATISTICS 0;
