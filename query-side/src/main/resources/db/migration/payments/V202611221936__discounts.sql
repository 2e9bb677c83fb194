-- T07, D60: what a referral reward of the type discount comes to: so many percent off one purchase. The frontend puts the id
-- into the purchase's metadata; the payment that names it uses it up.
CREATE TABLE discounts
(
    id         uuid        PRIMARY KEY,
    user_id    uuid        NOT NULL,
    percent    integer     NOT NULL CHECK (percent BETWEEN 1 AND 100),
    source     text        NOT NULL,
    used_at    timestamptz,
    payment_id uuid,
    created_at timestamptz NOT NULL
);

CREATE INDEX discounts_user ON discounts (user_id, created_at, id);

SELECT private.secure_user_table('discounts');
