-- Events that a projector cannot project wait here, and behind each of them what came later in the same sequence, so
-- that everything else goes on. Only where an event stands in the history is kept, never what it says; who holds the
-- projection's token row changes these tables, and nobody else.
CREATE TABLE projections.parked_sequence
(
    projection text        NOT NULL,
    -- what the projector keeps in order: an id, such as a stream's or a user's
    sequence   text        NOT NULL CHECK (length(sequence) BETWEEN 1 AND 200),
    -- how often its first event was tried alone
    attempts   integer     NOT NULL CHECK (attempts > 0),
    -- why, in fixed words: a class of Java, an SQLSTATE and a code, never a message, which may quote a row
    exception  text        NOT NULL,
    sql_state  text,
    code       text        NOT NULL,
    parked_at  timestamptz NOT NULL,
    tried_at   timestamptz NOT NULL,
    PRIMARY KEY (projection, sequence)
);

CREATE TABLE projections.dead_letter
(
    projection text   NOT NULL,
    sequence   text   NOT NULL,
    position   bigint NOT NULL,
    PRIMARY KEY (projection, sequence, position),
    FOREIGN KEY (projection, sequence) REFERENCES projections.parked_sequence ON DELETE CASCADE
);

-- Which rows are wrong until a rebuild, because somebody decided that these events are not projected.
CREATE TABLE projections.discard
(
    id             uuid PRIMARY KEY,
    projection     text        NOT NULL,
    sequence       text        NOT NULL,
    first_position bigint      NOT NULL,
    last_position  bigint      NOT NULL,
    events         bigint      NOT NULL,
    discarded_by   uuid        NOT NULL,
    discarded_at   timestamptz NOT NULL
);

CREATE INDEX idx_discard_projection ON projections.discard (projection, discarded_at DESC, id DESC);

GRANT SELECT, INSERT, UPDATE, DELETE ON projections.parked_sequence, projections.dead_letter TO projector;
GRANT SELECT, INSERT ON projections.discard TO projector;
GRANT SELECT ON projections.parked_sequence, projections.dead_letter, projections.discard TO auditor;
