-- Where policies stand, what they gave up, and what they want to be reminded of. None of it is history: a policy that
-- reacts again sends the same commands with the same ids.
CREATE SCHEMA policies;
GRANT USAGE ON SCHEMA policies TO projector, auditor;

-- Axon's JdbcTokenStore reads and writes every column but position.
CREATE TABLE policies.token_entry
(
    processor_name text    NOT NULL,
    segment        integer NOT NULL,
    token          text,
    token_type     text,
    claimed_at     text,
    owner          text,
    position       bigint GENERATED ALWAYS AS ((token::jsonb ->> 'globalIndex')::bigint) STORED,
    PRIMARY KEY (processor_name, segment)
) WITH (fillfactor = 50);

-- Several instances that start on an empty table would race for this row (AxonFramework #4802).
INSERT INTO policies.token_entry (processor_name, segment, token, token_type, claimed_at)
VALUES ('__config', 0, jsonb_build_object('config', jsonb_build_object('id', gen_random_uuid()))::text,
        'org.axonframework.eventhandling.tokenstore.ConfigToken',
        to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'));

CREATE TABLE policies.parked
(
    policy    text        NOT NULL,
    position  bigint      NOT NULL,
    -- Whether it was the reaction to a reminder.
    due       boolean     NOT NULL,
    -- The code of a refusal or the class of an exception; never a message, which may quote personal data.
    cause     text        NOT NULL,
    attempts  integer     NOT NULL,
    parked_at timestamptz NOT NULL,
    tried_at  timestamptz NOT NULL,
    PRIMARY KEY (policy, position, due)
);
CREATE INDEX parked_position ON policies.parked (position);

CREATE TABLE policies.reminder
(
    policy   text        NOT NULL,
    position bigint      NOT NULL,
    due_at   timestamptz NOT NULL,
    PRIMARY KEY (policy, position)
);
CREATE INDEX reminder_due ON policies.reminder (due_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON policies.token_entry, policies.parked, policies.reminder TO projector;
GRANT SELECT (processor_name, segment, claimed_at, owner, position) ON policies.token_entry TO auditor;
GRANT SELECT ON policies.parked, policies.reminder TO auditor;
