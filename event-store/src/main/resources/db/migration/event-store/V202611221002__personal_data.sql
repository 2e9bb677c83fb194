-- The keys under which personal data is encrypted (PII1–PII5): one for each subject, itself wrapped by a master key
-- that is not in the database. Destroying a subject's key makes unreadable what the history holds of them.
CREATE SCHEMA personal_data;

CREATE TABLE personal_data.subject_key
(
    subject       uuid        NOT NULL,
    -- Which key it is, as the encrypted values name it.
    key_id        text        NOT NULL,
    wrapped_key   bytea,
    master_key_id text        NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT transaction_timestamp(),
    -- The row stays when the key is destroyed, so that nobody writes a new one for an erased subject by mistake.
    erased_at     timestamptz,
    CONSTRAINT subject_key_pkey PRIMARY KEY (subject),
    CONSTRAINT subject_key_erased CHECK ((wrapped_key IS NULL) = (erased_at IS NOT NULL))
);

GRANT USAGE ON SCHEMA personal_data TO appender, projector;
GRANT SELECT, INSERT ON personal_data.subject_key TO appender;
GRANT SELECT ON personal_data.subject_key TO projector;
