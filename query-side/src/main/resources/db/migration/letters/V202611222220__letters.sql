-- T21 (MG02): cover letters as they are now; the last draft is the letter. deleted_at: R03. All of it is removed when its
-- user is erased (D49), and what engines were paid for it stays in model_costs.
CREATE TABLE cover_letters
(
    id              uuid        PRIMARY KEY,
    user_id         uuid        NOT NULL,
    resume_id       uuid,
    resume_version  bigint CHECK (resume_version >= 0),
    title           text,
    target_role     text,
    target_company  text,
    job_description text,
    status          text        NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'final')),
    -- 0 while nothing is written.
    draft           integer     NOT NULL DEFAULT 0 CHECK (draft >= 0),
    version         bigint      NOT NULL CHECK (version >= 0),
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    finalised_at    timestamptz,
    deleted_at      timestamptz,
    CHECK ((resume_id IS NULL) = (resume_version IS NULL)),
    CHECK ((status = 'final') = (finalised_at IS NOT NULL))
);

-- The order of a user's list, deleted ones included: pages go by it.
CREATE INDEX idx_cover_letters_user_page ON cover_letters (user_id, updated_at DESC, id DESC);
-- X09: the letters of a résumé.
CREATE INDEX idx_cover_letters_resume ON cover_letters (resume_id) WHERE resume_id IS NOT NULL;

ALTER TABLE cover_letters
    ALTER COLUMN title SET STATISTICS 0,
    ALTER COLUMN target_role SET STATISTICS 0,
    ALTER COLUMN target_company SET STATISTICS 0,
    ALTER COLUMN job_description SET STATISTICS 0;

SELECT private.secure_user_table('cover_letters');

-- T22, B16: every draft there was. What an engine made up in it is in ungrounded.
CREATE TABLE cover_letter_drafts
(
    cover_letter_id uuid        NOT NULL,
    draft           integer     NOT NULL CHECK (draft >= 1),
    user_id         uuid        NOT NULL,
    source          text        NOT NULL CHECK (source IN ('written', 'restored', 'generated')),
    restored_draft  integer CHECK (restored_draft >= 1),
    generation_id   uuid,
    content         text        NOT NULL,
    ungrounded      jsonb       NOT NULL DEFAULT '[]',
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (cover_letter_id, draft),
    CHECK ((source = 'restored') = (restored_draft IS NOT NULL)),
    CHECK ((source = 'generated') = (generation_id IS NOT NULL))
);

-- What is somebody's, for the policy.
CREATE INDEX idx_cover_letter_drafts_user ON cover_letter_drafts (user_id, cover_letter_id, draft DESC);

ALTER TABLE cover_letter_drafts
    ALTER COLUMN content SET STATISTICS 0,
    ALTER COLUMN ungrounded SET STATISTICS 0;

SELECT private.secure_user_table('cover_letter_drafts');

-- T21: what engines were asked to write, and what came of it (B03).
CREATE TABLE cover_letter_generations
(
    id                uuid        PRIMARY KEY,
    cover_letter_id   uuid        NOT NULL,
    user_id           uuid        NOT NULL,
    resume_id         uuid        NOT NULL,
    resume_version    bigint      NOT NULL CHECK (resume_version >= 0),
    -- C02
    tone_preset       text        NOT NULL
        CHECK (tone_preset IN ('executive', 'professional', 'creative', 'technical', 'entry_level')),
    processing_status text        NOT NULL DEFAULT 'pending'
        CHECK (processing_status IN ('pending', 'processing', 'completed', 'failed')),
    failure           text,
    draft             integer CHECK (draft >= 1),
    engine            text,
    model             text,
    input_tokens      integer     NOT NULL DEFAULT 0 CHECK (input_tokens >= 0),
    output_tokens     integer     NOT NULL DEFAULT 0 CHECK (output_tokens >= 0),
    cost_micros       bigint      NOT NULL DEFAULT 0 CHECK (cost_micros >= 0),
    processing_ms     bigint CHECK (processing_ms >= 0),
    created_at        timestamptz NOT NULL,
    started_at        timestamptz,
    completed_at      timestamptz,
    CHECK ((processing_status IN ('completed', 'failed')) = (completed_at IS NOT NULL)),
    CHECK ((processing_status = 'failed') = (failure IS NOT NULL)),
    CHECK ((processing_status = 'completed') = (draft IS NOT NULL))
);

CREATE INDEX idx_cover_letter_generations_user ON cover_letter_generations (user_id, created_at DESC, id DESC);
CREATE INDEX idx_cover_letter_generations_letter
    ON cover_letter_generations (cover_letter_id, created_at DESC, id DESC);

SELECT private.secure_user_table('cover_letter_generations');
