-- T02 (MG02): the résumés as they are now. data is jsonb: the numbers of the history to the last digit, the order of
-- members not; title and data are null once the user is erased. deleted_at: D12.
CREATE TABLE resumes
(
    id         uuid        PRIMARY KEY,
    user_id    uuid        NOT NULL,
    title      text,
    data       jsonb,
    template   text        NOT NULL,
    is_active  boolean     NOT NULL,
    is_locked  boolean     NOT NULL,
    version    bigint      NOT NULL CHECK (version >= 0),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz
);

-- I03
CREATE INDEX idx_resumes_user_id ON resumes (user_id) WHERE deleted_at IS NULL;
-- I04
CREATE INDEX idx_resumes_updated_at ON resumes (updated_at DESC) WHERE deleted_at IS NULL;
-- I05
CREATE INDEX idx_resumes_template ON resumes (template) WHERE deleted_at IS NULL;
-- The order of a user's list, deleted ones included: pages go by it.
CREATE INDEX idx_resumes_user_page ON resumes (user_id, updated_at DESC, id DESC);

SELECT private.secure_user_table('resumes');

-- T02: what happened to a résumé, one row for each version. A checkpoint says the whole résumé as of its version, so
-- that any version is a checkpoint and few events after it; what the events say stays in the history.
CREATE TABLE resume_history
(
    resume_id     uuid        NOT NULL,
    version       bigint      NOT NULL CHECK (version >= 0),
    user_id       uuid        NOT NULL,
    type          text        NOT NULL,
    position      bigint      NOT NULL,
    recorded_at   timestamptz NOT NULL,
    label         text,
    is_checkpoint boolean     NOT NULL,
    title         text,
    data          jsonb,
    template      text,
    is_active     boolean,
    is_locked     boolean,
    deleted_at    timestamptz,
    PRIMARY KEY (resume_id, version),
    CHECK (CASE
               WHEN is_checkpoint THEN num_nulls(template, is_active, is_locked) = 0
               ELSE num_nonnulls(title, data, template, is_active, is_locked, deleted_at) = 0
           END)
);

-- What is somebody's, for the policy.
CREATE INDEX idx_resume_history_user ON resume_history (user_id, resume_id, version DESC);

SELECT private.secure_user_table('resume_history');
