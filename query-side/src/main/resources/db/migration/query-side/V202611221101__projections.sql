-- How far each projection has come. The token commits in the transaction of the rows it stands for.
CREATE SCHEMA projections;
GRANT USAGE ON SCHEMA projections TO projector, authenticated, admin_reader, auditor;

-- Axon's JdbcTokenStore reads and writes every column but position, which is the token's position for everybody else.
CREATE TABLE projections.token_entry
(
    processor_name text    NOT NULL,
    segment        integer NOT NULL,
    token          text,
    token_type     text,
    claimed_at     text,
    owner          text,
    position       bigint GENERATED ALWAYS AS ((token::jsonb ->> 'globalIndex')::bigint) STORED,
    PRIMARY KEY (processor_name, segment)
) WITH (fillfactor = 50); -- one hot row for each projection: updates stay on its page

-- Several instances that start on an empty table would race for this row (AxonFramework #4802).
INSERT INTO projections.token_entry (processor_name, segment, token, token_type, claimed_at)
VALUES ('__config', 0, jsonb_build_object('config', jsonb_build_object('id', gen_random_uuid()))::text,
        'org.axonframework.eventhandling.tokenstore.ConfigToken',
        to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'));

GRANT SELECT, INSERT, UPDATE, DELETE ON projections.token_entry TO projector;
GRANT SELECT (processor_name, segment, claimed_at, owner, position) ON projections.token_entry TO auditor;

-- The position up to which a projection has surely taken in the history, or the wanted one if that is less: the stored
-- token trails while there is nothing to handle, so events of types that the projection does not follow count as taken
-- in. A wanted position that the history has not reached yet is not surely reached by anybody.
CREATE FUNCTION projections.reached(projection text, followed_types text[], wanted bigint) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = ''
AS
$$
SELECT CASE
           WHEN stored.position >= wanted THEN stored.position
           WHEN EXISTS (SELECT FROM event_store.event WHERE position = wanted)
               AND NOT EXISTS (SELECT
                               FROM event_store.event e
                               WHERE e.position > stored.position
                                 AND e.position <= wanted
                                 AND e.type = ANY (followed_types))
               THEN wanted
           ELSE stored.position
           END
FROM (SELECT coalesce(min(coalesce(t.position, 0)), 0) AS position
      FROM projections.token_entry t
      WHERE t.processor_name = projection) stored
$$;

REVOKE EXECUTE ON FUNCTION projections.reached(text, text[], bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION projections.reached(text, text[], bigint) TO authenticated, admin_reader, auditor;
