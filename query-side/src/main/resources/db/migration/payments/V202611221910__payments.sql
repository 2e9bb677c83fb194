-- T24: one row for each payment, kept for seven years and after an erasure, when nobody but the user's id says whose it
-- was. Money is in minor units with its currency (D57); revenue counts the rows whose status is 'succeeded' (B13).
CREATE TABLE payment_receipts
(
    id              uuid        PRIMARY KEY,
    user_id         uuid        NOT NULL,
    provider_id     text        NOT NULL,
    product         text,
    amount          bigint      NOT NULL CHECK (amount >= 0),
    currency        char(3)     NOT NULL,
    status          text        NOT NULL CHECK (status IN ('succeeded', 'failed', 'refunded')),
    failure         text,
    refunded_amount bigint      NOT NULL CHECK (refunded_amount >= 0),
    version         bigint      NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL
);

CREATE INDEX payment_receipts_user ON payment_receipts (user_id, created_at DESC, id);

SELECT private.secure_user_table('payment_receipts');

-- T23, as the document's diagram has it: every grant there was.
CREATE TABLE entitlement_grants
(
    id          uuid        PRIMARY KEY,
    user_id     uuid        NOT NULL,
    entitlement text        NOT NULL CHECK (entitlement IN ('premium', 'export_unlocked')),
    source      text        NOT NULL,
    reason      text,
    granted_by  uuid,
    valid_until timestamptz,
    ended_at    timestamptz,
    ended_by    text CHECK (ended_by IN ('expiry', 'refund', 'administrator')),
    version     bigint      NOT NULL,
    created_at  timestamptz NOT NULL,
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);

CREATE INDEX entitlement_grants_user ON entitlement_grants (user_id, version);

SELECT private.secure_user_table('entitlement_grants');

-- T23, as the document's view has it: what all of a user's grants come to, in one row.
CREATE TABLE user_entitlements
(
    user_id         uuid        PRIMARY KEY,
    premium         boolean     NOT NULL,
    export_unlocked boolean     NOT NULL,
    plan            text        NOT NULL GENERATED ALWAYS AS (CASE WHEN premium THEN 'premium' ELSE 'free' END) STORED,
    version         bigint      NOT NULL,
    updated_at      timestamptz NOT NULL
);

SELECT private.secure_user_table('user_entitlements');

-- V01, with what is known of entitlements from here on.
CREATE OR REPLACE VIEW user_dashboard_data WITH (security_invoker = true) AS
SELECT u.id,
       u.email,
       u.full_name,
       u.created_at,
       u.updated_at,
       coalesce(r.resume_count, 0)        AS resume_count,
       coalesce(b.balance, 0)::integer    AS credit_balance,
       coalesce(e.premium, false)         AS premium,
       coalesce(e.export_unlocked, false) AS export_unlocked
FROM users u
         LEFT JOIN LATERAL (SELECT count(*) AS resume_count
                            FROM resumes
                            WHERE resumes.user_id = u.id
                              AND resumes.deleted_at IS NULL) r ON true
         LEFT JOIN user_credit_balances b ON b.user_id = u.id
         LEFT JOIN user_entitlements e ON e.user_id = u.id
WHERE u.deleted_at IS NULL;

-- Statistics are samples of values, which an erasure would not reach.
ALTER TABLE entitlement_grants ALTER COLUMN reason SET STATISTICS 0;
