-- As in accounts: no samples of what identifies somebody.
ALTER TABLE resumes
    ALTER COLUMN title SET STATISTICS 0,
    ALTER COLUMN data SET STATISTICS 0;
ALTER TABLE resume_history
    ALTER COLUMN title SET STATISTICS 0,
    ALTER COLUMN data SET STATISTICS 0,
    ALTER COLUMN label SET STATISTICS 0;
