-- Retention of what makes requests idempotent: a request is not sent again after weeks. Only commands of requests, which
-- carry a keyed hash of what was asked (64 hexadecimal digits), are forgotten; the ids of policies and of the start-up,
-- which name what they did in plain words, are kept for ever.
CREATE INDEX command_recorded_at ON event_store.command USING brin (recorded_at) WITH (autosummarize = on);

-- Forgets some that are older; answers how many. Any number of nodes may do it at the same time.
CREATE FUNCTION event_store.forget_commands(older_than interval, most integer) RETURNS integer
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = ''
AS
$$
DECLARE
    forgotten integer;
BEGIN
    IF older_than < interval '24 hours' THEN
        RAISE EXCEPTION 'A command is remembered for 24 hours at least';
    END IF;
    DELETE
    FROM event_store.command c
    WHERE c.command_id IN (SELECT o.command_id
                           FROM event_store.command o
                           WHERE o.recorded_at < transaction_timestamp() - older_than
                             AND o.fingerprint ~ '^[0-9a-f]{64}$'
                           LIMIT most FOR UPDATE SKIP LOCKED);
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    RETURN forgotten;
END
$$;

REVOKE ALL ON FUNCTION event_store.forget_commands FROM PUBLIC;
GRANT EXECUTE ON FUNCTION event_store.forget_commands TO appender;
