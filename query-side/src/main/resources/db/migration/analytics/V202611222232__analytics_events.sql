-- T09, D20, D29: what users did. Rows of the origin history are made from events and belong to the projection; rows of
-- the origin client were sent by clients, are in no history, and belong to nobody but this table: a rebuild leaves them
-- alone, and retention deletes them.
CREATE TABLE analytics_events
(
    -- of the event, or derived from what the client calls it: the same is kept once
    id         uuid        NOT NULL,
    event_name text        NOT NULL,
    category   text        NOT NULL,
    action     text        NOT NULL,
    -- without personal data (PII1–PII4); user_id is in it as well, for whoever reads it as the document does (D29)
    properties jsonb       NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(properties) = 'object'),
    -- null of anonymous visitors, and once the user is erased (F20, PII6)
    user_id    uuid,
    session_id text CHECK (session_id ~ '^[A-Za-z0-9_-]{8,64}$'),
    origin     text        NOT NULL CHECK (origin IN ('history', 'client')),
    timestamp  timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (id, timestamp)
) PARTITION BY RANGE (timestamp);

-- Statistics keep samples of values beside the table, where an erasure does not reach them. A partition takes this over.
ALTER TABLE analytics_events
    ALTER COLUMN properties SET STATISTICS 0,
    ALTER COLUMN session_id SET STATISTICS 0;

-- I09, I10, I11
CREATE INDEX idx_analytics_events_event_name ON analytics_events (event_name);
CREATE INDEX idx_analytics_events_timestamp ON analytics_events (timestamp DESC);
CREATE INDEX idx_analytics_events_session_id ON analytics_events (session_id);
-- I17, D30
CREATE INDEX idx_analytics_events_user ON analytics_events (user_id, event_name, timestamp);

-- For what comes before a partition is there for it, and for months that nobody thought of.
CREATE TABLE analytics_events_default PARTITION OF analytics_events DEFAULT;
ALTER TABLE analytics_events_default
    ALTER COLUMN properties SET STATISTICS 0,
    ALTER COLUMN session_id SET STATISTICS 0,
    ENABLE ROW LEVEL SECURITY,
    FORCE ROW LEVEL SECURITY;
REVOKE ALL ON analytics_events_default FROM PUBLIC;

SELECT private.secure_user_table('analytics_events');

-- J03: this month and three more; a job goes on from here.
SELECT create_monthly_partition('analytics_events', ((now() AT TIME ZONE 'UTC') + make_interval(months => ahead))::date)
FROM generate_series(0, 3) AS ahead;
