-- What is still to be taken back of a refunded payment whose credits were spent: the balance stays at least 0 (B05), and the
-- next awards pay this first (ADR 20).
ALTER TABLE user_credit_balances
    ADD COLUMN owed bigint NOT NULL DEFAULT 0 CHECK (owed >= 0);
