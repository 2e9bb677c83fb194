-- T26: what there is to earn. The reward is never NULL and never negative (D42).
CREATE TABLE achievement_definitions
(
    achievement_key text        PRIMARY KEY,
    title           text        NOT NULL,
    description     text        NOT NULL,
    category        text        NOT NULL,
    criteria        text        NOT NULL,
    -- How far counters must come, by their names, as far as the criteria tell.
    targets         jsonb       NOT NULL,
    reward_credits  integer     NOT NULL CHECK (reward_credits >= 0),
    is_active       boolean     NOT NULL,
    edition         integer     NOT NULL CHECK (edition >= 1),
    version         bigint      NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL
);

SELECT private.secure_shared_table('achievement_definitions');

-- T08: what users have earned, each once (C10). credits_claimed says that what it is worth has arrived, which it does by
-- itself (D42); progress_data holds the counters that the criteria named, as they were (D43).
CREATE TABLE user_achievements
(
    id              uuid        PRIMARY KEY,
    user_id         uuid        NOT NULL,
    achievement_key text        NOT NULL,
    title           text        NOT NULL,
    edition         integer     NOT NULL,
    earned_at       timestamptz NOT NULL,
    progress_data   jsonb       NOT NULL,
    credits_awarded integer     NOT NULL CHECK (credits_awarded >= 0),
    credits_claimed boolean     NOT NULL,
    created_at      timestamptz NOT NULL,
    UNIQUE (user_id, achievement_key)
);

SELECT private.secure_user_table('user_achievements');

-- D43: what was counted of a user.
CREATE TABLE user_counters
(
    user_id    uuid        NOT NULL,
    counter    text        NOT NULL,
    total      bigint      NOT NULL CHECK (total > 0),
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, counter)
);

SELECT private.secure_user_table('user_counters');
