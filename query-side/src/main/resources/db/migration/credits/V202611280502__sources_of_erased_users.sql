-- What credits of an erased user came from or went to was free text before it was a closed list.
ALTER TABLE credit_transactions NO FORCE ROW LEVEL SECURITY;
UPDATE credit_transactions
SET source = 'erased'
WHERE user_id IN (SELECT subject FROM personal_data.subject_key WHERE erased_at IS NOT NULL);
ALTER TABLE credit_transactions FORCE ROW LEVEL SECURITY;

-- Statistics are samples of values, which an erasure would not reach. Saying the type again throws away former ones.
ALTER TABLE credit_transactions
    ALTER COLUMN source TYPE text,
    ALTER COLUMN source SET STATISTICS 0;
