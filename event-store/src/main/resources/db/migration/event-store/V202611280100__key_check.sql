-- Which keys the history is written with, so that other ones are noticed before they do harm (PII1-PII5): a name and a
-- keyed hash of each, which tell nothing of the key. A process registers its keys when it first starts with them, and
-- starts only if they are those that are registered.
CREATE TABLE event_store.key_check
(
    -- What the key is for: master, claim.
    purpose       text        NOT NULL CHECK (purpose IN ('master', 'claim')),
    -- Of a master key, empty for the first one; empty for a claim key.
    epoch         text        NOT NULL,
    -- Hexadecimal.
    hash          text        NOT NULL,
    registered_at timestamptz NOT NULL DEFAULT transaction_timestamp(),
    CONSTRAINT key_check_pkey PRIMARY KEY (purpose, epoch)
);

GRANT SELECT, INSERT ON event_store.key_check TO appender;
