-- T05 (MG09): the catalogue of job roles. Nothing of it is anybody's.
CREATE TABLE job_roles
(
    id                       uuid          PRIMARY KEY,
    title                    text          NOT NULL,
    normalized_title         text          NOT NULL,
    industry_category        text          NOT NULL,
    -- C05
    seniority_level          text          NOT NULL
        CHECK (seniority_level IN ('entry', 'mid', 'senior', 'executive', 'c_level')),
    required_skills          text[]        NOT NULL DEFAULT '{}',
    preferred_skills         text[]        NOT NULL DEFAULT '{}',
    typical_experience_years integer CHECK (typical_experience_years >= 0),
    -- A year, in whole units of the currency (D39).
    salary_range_min         integer CHECK (salary_range_min >= 0),
    salary_range_max         integer CHECK (salary_range_max >= 0),
    currency                 text CHECK (currency ~ '^[A-Z]{3}$'),
    -- C06
    growth_outlook           text
        CHECK (growth_outlook IN ('declining', 'stable', 'growing', 'high_growth')),
    remote_friendly          boolean       NOT NULL DEFAULT false,
    description              text,
    key_responsibilities     text[]        NOT NULL DEFAULT '{}',
    -- B09, D58: of the present text, by this model, filled up with zeros; null until a model has made it. It is in the
    -- event, so that a rebuild asks no model.
    embedding                vector(1536),
    embedding_model          text,
    -- How much of what was recommended lately it is; F14 fills it (C13).
    popularity_score         numeric(3, 2) NOT NULL DEFAULT 0 CHECK (popularity_score BETWEEN 0 AND 1),
    -- SHA-256, in hex, of the text that is embedded: the vector of another text is none of this role.
    text_hash                text          NOT NULL,
    -- D40
    retired_at               timestamptz,
    version                  bigint        NOT NULL CHECK (version >= 0),
    created_at               timestamptz   NOT NULL,
    updated_at               timestamptz   NOT NULL,
    CHECK (salary_range_min <= salary_range_max),
    CHECK ((num_nonnulls(salary_range_min, salary_range_max) = 0) = (currency IS NULL)),
    CHECK ((embedding IS NULL) = (embedding_model IS NULL))
);

-- D39: of those that are not retired. Commands hold it by claims; this is the tripwire.
CREATE UNIQUE INDEX idx_job_roles_title
    ON job_roles (normalized_title, seniority_level, industry_category) WHERE retired_at IS NULL;
-- The order of the list: pages go by it.
CREATE INDEX idx_job_roles_page ON job_roles (normalized_title, id);
CREATE INDEX idx_job_roles_industry ON job_roles (industry_category, normalized_title, id);
-- Which roles wait for a model.
CREATE INDEX idx_job_roles_model ON job_roles (embedding_model, id) WHERE retired_at IS NULL;
-- I15; m and ef_construction as measured (docs/matching.md).
CREATE INDEX idx_job_roles_embedding ON job_roles USING hnsw (embedding vector_cosine_ops)
    WITH (m = 16, ef_construction = 64);

SELECT private.secure_shared_table('job_roles');

-- T27: which templates suit a role; the heaviest is recommended.
CREATE TABLE template_role_mappings
(
    job_role_id uuid        NOT NULL,
    template    text        NOT NULL,
    weight      integer     NOT NULL CHECK (weight BETWEEN 1 AND 100),
    reason      text,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    PRIMARY KEY (job_role_id, template)
);

SELECT private.secure_shared_table('template_role_mappings');
