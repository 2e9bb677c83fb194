-- T06: how a wish to know which roles fit a résumé goes. Removed when its user is erased.
CREATE TABLE job_matches
(
    id                   uuid        PRIMARY KEY,
    user_id              uuid        NOT NULL,
    resume_id            uuid        NOT NULL,
    resume_version       bigint      NOT NULL CHECK (resume_version >= 0),
    industry_category    text,
    seniority_level      text
        CHECK (seniority_level IN ('entry', 'mid', 'senior', 'executive', 'c_level')),
    most                 integer     NOT NULL CHECK (most >= 1),
    status               text        NOT NULL CHECK (status IN ('pending', 'completed', 'failed')),
    -- Attempts that failed and were followed by another one; and why the last one did.
    attempts             integer     NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    failure              text,
    model                text,
    recommendation_count integer     NOT NULL DEFAULT 0 CHECK (recommendation_count >= 0),
    processing_ms        integer CHECK (processing_ms >= 0),
    version              bigint      NOT NULL CHECK (version >= 0),
    created_at           timestamptz NOT NULL,
    ended_at             timestamptz,
    CHECK ((status = 'pending') = (ended_at IS NULL)),
    CHECK ((status = 'completed') = (model IS NOT NULL)),
    CHECK (status <> 'failed' OR failure IS NOT NULL)
);

-- The order of a user's list: pages go by it.
CREATE INDEX idx_job_matches_user_page ON job_matches (user_id, created_at DESC, id DESC);
-- D37
CREATE INDEX idx_job_matches_resume ON job_matches (resume_id);

SELECT private.secure_user_table('job_matches');

-- T06: roles that were recommended, as they were then. Removed when their user is erased.
CREATE TABLE role_recommendations
(
    id                   uuid          PRIMARY KEY,
    user_id              uuid          NOT NULL,
    resume_id            uuid          NOT NULL,
    resume_version       bigint        NOT NULL CHECK (resume_version >= 0),
    job_match_id         uuid          NOT NULL,
    -- The best one is 1.
    ordinal              integer       NOT NULL CHECK (ordinal >= 1),
    -- Never deleted (D40).
    job_role_id          uuid          NOT NULL,
    -- Of the role's stream, counted from 0: what the role said.
    job_role_version     bigint        NOT NULL CHECK (job_role_version >= 0),
    job_role_title       text          NOT NULL,
    industry_category    text          NOT NULL,
    seniority_level      text          NOT NULL,
    -- The cosine by that model (D58).
    similarity           numeric(5, 4) NOT NULL CHECK (similarity BETWEEN -1 AND 1),
    embedding_model      text          NOT NULL,
    -- D36
    match_score          numeric(3, 2) NOT NULL CHECK (match_score BETWEEN 0 AND 1),
    -- C07; the thresholds are in docs/matching.md
    confidence_level     text          NOT NULL
        CHECK (confidence_level IN ('low', 'medium', 'high', 'very_high')),
    reasoning            text          NOT NULL,
    matched_skills       text[]        NOT NULL DEFAULT '{}',
    skill_gaps           text[]        NOT NULL DEFAULT '{}',
    recommended_template text,
    highlight_sections   text[]        NOT NULL DEFAULT '{}',
    -- C08
    user_feedback        text
        CHECK (user_feedback IN ('interested', 'not_interested', 'applied', 'hired')),
    feedback_notes       text,
    created_at           timestamptz   NOT NULL,
    updated_at           timestamptz   NOT NULL,
    UNIQUE (job_match_id, job_role_id),
    CHECK (user_feedback IS NOT NULL OR feedback_notes IS NULL)
);

-- I12, Q06; the id makes it an order that pages go by.
CREATE INDEX idx_role_recommendations_user_score ON role_recommendations (user_id, match_score DESC, id);
CREATE INDEX idx_role_recommendations_match ON role_recommendations (job_match_id, ordinal);
-- D37
CREATE INDEX idx_role_recommendations_job_role ON role_recommendations (job_role_id);
CREATE INDEX idx_role_recommendations_resume ON role_recommendations (resume_id, created_at DESC);

-- What is made of a résumé, and a user's own words, are not sampled.
ALTER TABLE role_recommendations
    ALTER COLUMN reasoning SET STATISTICS 0,
    ALTER COLUMN matched_skills SET STATISTICS 0,
    ALTER COLUMN skill_gaps SET STATISTICS 0,
    ALTER COLUMN feedback_notes SET STATISTICS 0;

SELECT private.secure_user_table('role_recommendations');
