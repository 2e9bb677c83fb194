-- T01 (MG01): the users. Their id is the token's sub (D11); e-mail and name are null once the user is erased.
CREATE TABLE users
(
    id         uuid        PRIMARY KEY,
    email      text,
    full_name  text,
    version    bigint      NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz
);

-- I01, C01, D38: one unique index, whatever the letters' case. The claim in the history decides; this is a tripwire.
CREATE UNIQUE INDEX idx_users_email ON users (lower(email));
-- I02
CREATE INDEX idx_users_created_at ON users (created_at DESC);

SELECT private.secure_user_table('users', 'id');
