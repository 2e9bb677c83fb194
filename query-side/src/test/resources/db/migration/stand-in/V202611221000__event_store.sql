CREATE SCHEMA event_store;
CREATE TABLE event_store.event
(
    position    bigint PRIMARY KEY,
    event_id    uuid        NOT NULL,
    stream_type text        NOT NULL,
    stream_id   uuid        NOT NULL,
    version     bigint      NOT NULL,
    type        text        NOT NULL,
    revision    integer     NOT NULL,
    time        timestamptz NOT NULL,
    metadata    text        NOT NULL,
    payload     text        NOT NULL,
    command_id  uuid,
    user_id     uuid
);
GRANT USAGE ON SCHEMA event_store TO auditor, projector, appender;
GRANT SELECT ON event_store.event TO auditor, projector;
GRANT INSERT ON event_store.event TO appender;
