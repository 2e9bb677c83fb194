-- B03 (MG08): what engines used of models, a row for each day (UTC), user, model and purpose. Users who are erased keep
-- their bare id here, as in the ledger (F20, PII6).
CREATE TABLE model_costs
(
    day           date    NOT NULL,
    user_id       uuid    NOT NULL,
    model         text    NOT NULL,
    purpose       text    NOT NULL CHECK (purpose IN ('enhancement', 'letter')),
    completed     integer NOT NULL CHECK (completed >= 0),
    failed        integer NOT NULL CHECK (failed >= 0),
    input_tokens  bigint  NOT NULL CHECK (input_tokens >= 0),
    output_tokens bigint  NOT NULL CHECK (output_tokens >= 0),
    -- Millionths of a US dollar.
    cost_micros   bigint  NOT NULL CHECK (cost_micros >= 0),
    PRIMARY KEY (day, user_id, model, purpose)
);

CREATE INDEX idx_model_costs_user ON model_costs (user_id, day);

SELECT private.secure_user_table('model_costs');
