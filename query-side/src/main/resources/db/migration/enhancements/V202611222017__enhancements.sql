-- T03 (MG08): requests to improve a résumé. No cascade from résumés (D63): what was spent outlives them. The content is what the
-- suggestions are about, by the paths of the texts, as it was and as it was suggested; the résumé's version says the rest.
CREATE TABLE enhancement_requests
(
    id                 uuid          PRIMARY KEY,
    user_id            uuid          NOT NULL,
    resume_id          uuid          NOT NULL,
    resume_version     bigint        NOT NULL CHECK (resume_version >= 0),
    target_role        text,
    target_industry    text,
    -- C02
    tone_preset        text          NOT NULL
        CHECK (tone_preset IN ('executive', 'professional', 'creative', 'technical', 'entry_level')),
    style_preferences  jsonb         NOT NULL DEFAULT '{}',
    original_content   jsonb,
    enhanced_content   jsonb,
    -- D36
    overall_confidence numeric(3, 2) NOT NULL DEFAULT 0 CHECK (overall_confidence BETWEEN 0 AND 1),
    -- C03, D36
    processing_status  text          NOT NULL DEFAULT 'pending'
        CHECK (processing_status IN ('pending', 'processing', 'completed', 'failed')),
    processing_time_ms integer CHECK (processing_time_ms >= 0),
    -- B03
    token_usage        integer CHECK (token_usage >= 0),
    error_message      text,
    cost_credits       integer       NOT NULL CHECK (cost_credits >= 0),
    cost_micros        bigint CHECK (cost_micros >= 0),
    engine             text,
    model              text,
    suggestion_count   integer       NOT NULL DEFAULT 0 CHECK (suggestion_count >= 0),
    version            bigint        NOT NULL CHECK (version >= 0),
    created_at         timestamptz   NOT NULL,
    started_at         timestamptz,
    completed_at       timestamptz,
    CHECK ((processing_status IN ('completed', 'failed')) = (completed_at IS NOT NULL)),
    CHECK ((processing_status = 'failed') = (error_message IS NOT NULL))
);

-- The order of a user's list: pages go by it.
CREATE INDEX idx_enhancement_requests_user_page ON enhancement_requests (user_id, created_at DESC, id DESC);
-- I13
CREATE INDEX idx_enhancement_requests_user_status ON enhancement_requests (user_id, processing_status);
-- D37
CREATE INDEX idx_enhancement_requests_resume ON enhancement_requests (resume_id);

-- What identifies somebody is not sampled.
ALTER TABLE enhancement_requests
    ALTER COLUMN target_role SET STATISTICS 0,
    ALTER COLUMN target_industry SET STATISTICS 0,
    ALTER COLUMN original_content SET STATISTICS 0,
    ALTER COLUMN enhanced_content SET STATISTICS 0;

SELECT private.secure_user_table('enhancement_requests');

-- T04: what was suggested, and what became of it. user_id: D08. They are removed when their user is erased.
CREATE TABLE enhancement_suggestions
(
    id                 uuid          PRIMARY KEY,
    request_id         uuid          NOT NULL,
    user_id            uuid          NOT NULL,
    ordinal            integer       NOT NULL,
    section_type       text          NOT NULL,
    section_id         text          NOT NULL,
    field_path         text          NOT NULL,
    original_text      text          NOT NULL,
    suggested_text     text          NOT NULL,
    improvement_type   text          NOT NULL,
    -- D36
    confidence         numeric(3, 2) NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    reasoning          text          NOT NULL,
    metrics            jsonb         NOT NULL,
    ungrounded         jsonb         NOT NULL,
    needs_input        boolean       NOT NULL,
    -- C04, D36
    user_action        text          NOT NULL DEFAULT 'pending'
        CHECK (user_action IN ('pending', 'accepted', 'rejected', 'modified')),
    user_modified_text text,
    applied_at         timestamptz,
    applied_version    bigint,
    stale_at           timestamptz,
    stale_code         text,
    created_at         timestamptz   NOT NULL,
    updated_at         timestamptz   NOT NULL,
    UNIQUE (request_id, field_path),
    CHECK (applied_at IS NULL OR stale_at IS NULL),
    -- Words of one's own are null from the moment their user is erased.
    CHECK (user_action = 'modified' OR user_modified_text IS NULL),
    CHECK (user_action IN ('accepted', 'modified') OR num_nonnulls(applied_at, stale_at) = 0)
);

CREATE INDEX idx_enhancement_suggestions_user ON enhancement_suggestions (user_id, created_at DESC, id);
-- D37
CREATE INDEX idx_enhancement_suggestions_request ON enhancement_suggestions (request_id, ordinal);

ALTER TABLE enhancement_suggestions
    ALTER COLUMN original_text SET STATISTICS 0,
    ALTER COLUMN suggested_text SET STATISTICS 0,
    ALTER COLUMN reasoning SET STATISTICS 0,
    ALTER COLUMN ungrounded SET STATISTICS 0,
    ALTER COLUMN user_modified_text SET STATISTICS 0;

SELECT private.secure_user_table('enhancement_suggestions');
