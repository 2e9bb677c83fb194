-- As in accounts: no samples of what identifies somebody.
ALTER TABLE credit_transactions
    ALTER COLUMN description SET STATISTICS 0;
