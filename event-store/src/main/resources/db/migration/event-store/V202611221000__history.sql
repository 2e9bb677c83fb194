-- The history: every event ever recorded, in the order in which it was committed, and what is written in the same
-- transaction. Nothing here is changed or removed once it is written, except a claim that is given back, and
-- snapshots, which can be thrown away at any time.
CREATE SCHEMA event_store;

CREATE TABLE event_store.event
(
    -- Counted from 1 without gaps, in commit order: whoever has seen a position has seen every one below it.
    position    bigint      NOT NULL,
    event_id    uuid        NOT NULL,
    stream_type text        NOT NULL,
    stream_id   uuid        NOT NULL,
    -- Counted from 0 within the stream, without gaps.
    version     bigint      NOT NULL CHECK (version >= 0),
    type        text        NOT NULL,
    revision    integer     NOT NULL,
    -- When it was decided.
    time        timestamptz NOT NULL,
    -- JSON, both exactly as written: text, because jsonb would write it anew.
    metadata    text        NOT NULL,
    payload     text        NOT NULL,
    command_id  uuid        NOT NULL,
    -- Who sent the command.
    user_id     uuid,
    CONSTRAINT event_pkey PRIMARY KEY (position),
    CONSTRAINT event_id_key UNIQUE (event_id),
    CONSTRAINT event_stream_key UNIQUE (stream_type, stream_id, version)
);

-- What auditors filter by. Time follows position closely, so that a few pages of block ranges serve for all of it.
CREATE INDEX event_user ON event_store.event (user_id, position);
CREATE INDEX event_time ON event_store.event USING brin (time) WITH (autosummarize = on);

-- One row: the position of the last event. An append locks it until its commit, so that positions are in commit order.
CREATE TABLE event_store.head
(
    one      boolean NOT NULL DEFAULT true CHECK (one),
    position bigint  NOT NULL,
    CONSTRAINT head_pkey PRIMARY KEY (one)
) WITH (fillfactor = 10, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0);

INSERT INTO event_store.head (position)
VALUES (0);

-- What every command came to, for those that recorded no event too: the same command again is answered from here.
CREATE TABLE event_store.command
(
    command_id  uuid        NOT NULL,
    -- A keyed hash of what was asked: the same id with another one is another request.
    fingerprint text        NOT NULL,
    stream_type text        NOT NULL,
    stream_id   uuid        NOT NULL,
    -- The stream's version after the command, −1 for a stream without events.
    version     bigint      NOT NULL,
    -- Of the command's last event, or of the history's last event before it if it recorded none.
    position    bigint      NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT transaction_timestamp(),
    CONSTRAINT command_pkey PRIMARY KEY (command_id)
);

-- Keys that one stream at a time holds: kind:keyed-hash.
CREATE TABLE event_store.claim
(
    key         text   NOT NULL,
    stream_type text   NOT NULL,
    stream_id   uuid   NOT NULL,
    position    bigint NOT NULL,
    CONSTRAINT claim_pkey PRIMARY KEY (key)
);

-- The latest snapshot of a stream, encrypted whole.
CREATE TABLE event_store.snapshot
(
    stream_type text        NOT NULL,
    stream_id   uuid        NOT NULL,
    version     bigint      NOT NULL,
    time        timestamptz NOT NULL,
    type        text        NOT NULL,
    revision    text        NOT NULL,
    payload     text        NOT NULL,
    CONSTRAINT snapshot_pkey PRIMARY KEY (stream_type, stream_id)
);

-- Append-only, twice: nobody has the privilege, and whoever gives it to themselves meets the trigger.
CREATE FUNCTION event_store.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = ''
AS
$$
BEGIN
    RAISE EXCEPTION 'The history is append-only: % on %.% is refused', tg_op, tg_table_schema, tg_table_name
        USING ERRCODE = 'object_not_in_prerequisite_state';
END
$$;

CREATE TRIGGER append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE
    ON event_store.event
    FOR EACH STATEMENT
EXECUTE FUNCTION event_store.refuse_change();

-- Also where triggers are switched off for replication.
ALTER TABLE event_store.event
    ENABLE ALWAYS TRIGGER append_only;

REVOKE UPDATE, DELETE, TRUNCATE ON event_store.event FROM app_owner;
REVOKE ALL ON FUNCTION event_store.refuse_change() FROM PUBLIC;

GRANT USAGE ON SCHEMA event_store TO appender, projector, auditor;
GRANT SELECT ON event_store.event, event_store.head TO appender, projector, auditor;
GRANT SELECT ON event_store.command, event_store.claim TO appender;
GRANT SELECT, INSERT, UPDATE, DELETE ON event_store.snapshot TO appender;
