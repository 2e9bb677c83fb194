-- T07 (MG04): a user's referral codes. usage_count follows the redemptions (D60), is_active every way in which a code ends.
CREATE TABLE referral_codes
(
    id            uuid        PRIMARY KEY,
    user_id       uuid        NOT NULL,
    code          text        NOT NULL UNIQUE,
    is_active     boolean     NOT NULL,
    ended_by      text CHECK (ended_by IN ('expiry', 'exhaustion', 'deactivation')),
    usage_count   integer     NOT NULL CHECK (usage_count >= 0),
    max_uses      integer     NOT NULL,
    sent_count    integer     NOT NULL,
    reward_type   text        NOT NULL CHECK (reward_type IN ('credits', 'discount', 'feature_unlock')),
    reward_amount integer     NOT NULL CHECK (reward_amount > 0),
    expires_at    timestamptz,
    version       bigint      NOT NULL,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    CHECK (usage_count <= max_uses)
);

CREATE INDEX idx_referral_codes_user ON referral_codes (user_id, created_at DESC, id);

SELECT private.secure_user_table('referral_codes');

-- Whom a code was given to: theirs who gave it, alone.
CREATE TABLE referral_invitations
(
    id         uuid        PRIMARY KEY,
    user_id    uuid        NOT NULL,
    code_id    uuid        NOT NULL,
    email      text,
    created_at timestamptz NOT NULL
);

CREATE INDEX referral_invitations_user ON referral_invitations (user_id, created_at DESC, id);

SELECT private.secure_user_table('referral_invitations');

-- T28: who came by whose code, once in their life.
CREATE TABLE referral_conversions
(
    referred_user_id uuid        PRIMARY KEY,
    user_id          uuid        NOT NULL,
    referral_code    text        NOT NULL,
    reward_id        uuid        NOT NULL UNIQUE,
    reward_type      text        NOT NULL CHECK (reward_type IN ('credits', 'discount', 'feature_unlock')),
    reward_amount    integer     NOT NULL,
    created_at       timestamptz NOT NULL
);

CREATE INDEX referral_conversions_user ON referral_conversions (user_id, created_at DESC, reward_id);

SELECT private.secure_user_table('referral_conversions');

-- Statistics are samples of values, which an erasure would not reach.
ALTER TABLE referral_invitations ALTER COLUMN email SET STATISTICS 0;
