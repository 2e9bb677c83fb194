-- T20: a user's exports. A row lives as long as its file, or, when there is none, as long as it would have (B10, R01).
CREATE TABLE exports
(
    id             uuid        PRIMARY KEY,
    user_id        uuid        NOT NULL,
    resume_id      uuid        NOT NULL,
    resume_version bigint      NOT NULL CHECK (resume_version >= 0),
    format         text        NOT NULL CHECK (format IN ('pdf', 'docx', 'json', 'md', 'txt')),
    template       text        NOT NULL,
    locale         text        NOT NULL,
    status         text        NOT NULL CHECK (status IN ('pending', 'completed', 'failed')),
    -- Credits; given back when the export fails.
    cost           integer     NOT NULL CHECK (cost >= 0),
    size_bytes     bigint CHECK (size_bytes >= 0),
    sha256         text CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    media_type     text,
    page_count     integer,
    -- What of a PDF a machine can read, by pointers into the JSON Resume document.
    ats            jsonb,
    failure        text,
    downloaded_at  timestamptz,
    expires_at     timestamptz,
    version        bigint      NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    CHECK ((status = 'completed') = (sha256 IS NOT NULL)),
    CHECK ((status = 'failed') = (failure IS NOT NULL)),
    CHECK ((status = 'pending') = (expires_at IS NULL))
);

CREATE INDEX idx_exports_user ON exports (user_id, created_at DESC, id);

SELECT private.secure_user_table('exports');

-- The files, for every process alike; they are neither history nor a projection, and a rebuild leaves them alone. A
-- backup of the database holds them for as long as it is kept itself.
CREATE TABLE private.export_file
(
    export_id uuid        PRIMARY KEY,
    user_id   uuid        NOT NULL,
    content   bytea       NOT NULL,
    kept_at   timestamptz NOT NULL DEFAULT now()
);
-- It is compressed already, or short.
ALTER TABLE private.export_file ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE INDEX export_file_user ON private.export_file (user_id);

REVOKE ALL ON private.export_file FROM PUBLIC;
GRANT USAGE ON SCHEMA private TO projector;
GRANT SELECT, INSERT, UPDATE, DELETE ON private.export_file TO projector;
