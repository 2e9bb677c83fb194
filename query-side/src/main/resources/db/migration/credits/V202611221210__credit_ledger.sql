-- T25 (MG03, MG11): the ledger of credits. Every row stands for one event of the user's credit account; amount is signed
-- (D04), balance_after comes from the event (B06).
CREATE TABLE credit_transactions
(
    id               uuid        PRIMARY KEY,
    user_id          uuid        NOT NULL,
    transaction_type text        NOT NULL CHECK (transaction_type IN ('earned', 'spent')),
    amount           integer     NOT NULL,
    source           text        NOT NULL,
    description      text,
    balance_after    integer     NOT NULL CHECK (balance_after >= 0),
    version          bigint      NOT NULL,
    created_at       timestamptz NOT NULL,
    CHECK (CASE transaction_type WHEN 'earned' THEN amount > 0 ELSE amount < 0 END)
);

-- The order of a user's ledger: pages go by it.
CREATE UNIQUE INDEX idx_credit_transactions_user_version ON credit_transactions (user_id, version DESC);
-- I14
CREATE INDEX idx_credit_transactions_user_type_date ON credit_transactions (user_id, transaction_type, created_at DESC);

SELECT private.secure_user_table('credit_transactions');

-- The balance in one row (D18). The CHECK is a tripwire: the account's own history decides (D03).
CREATE TABLE user_credit_balances
(
    user_id    uuid        PRIMARY KEY,
    balance    integer     NOT NULL CHECK (balance >= 0),
    version    bigint      NOT NULL,
    updated_at timestamptz NOT NULL
);

SELECT private.secure_user_table('user_credit_balances');
