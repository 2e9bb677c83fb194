-- Wrapping keys anew can destroy them: a wrapped form that nothing opens is a key that is gone, without an event. So it
-- takes two logins. rewrapper replaces wrapped forms, and what it replaces is kept here; appender, which replaces none,
-- says that the new ones were opened and hold the same keys, and only then the old ones go.
CREATE TABLE personal_data.replaced_wrap
(
    subject       uuid        NOT NULL REFERENCES personal_data.subject_key,
    key_id        text        NOT NULL,
    wrapped_key   bytea       NOT NULL,
    master_key_id text        NOT NULL,
    replaced_at   timestamptz NOT NULL DEFAULT transaction_timestamp(),
    CONSTRAINT replaced_wrap_pkey PRIMARY KEY (subject, key_id)
) WITH (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);

CREATE INDEX replaced_wrap_epoch ON personal_data.replaced_wrap (master_key_id, subject);

GRANT USAGE ON SCHEMA personal_data TO rewrapper;
GRANT SELECT ON personal_data.subject_key, personal_data.former_key, personal_data.replaced_wrap TO rewrapper;

-- An erasure destroys these as well, in its own transaction.
CREATE FUNCTION personal_data.forget_replaced_wraps() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = ''
AS
$$
BEGIN
    DELETE FROM personal_data.replaced_wrap r WHERE r.subject = new.subject;
    RETURN NULL;
END
$$;

CREATE TRIGGER forget_replaced_wraps
    AFTER UPDATE
    ON personal_data.subject_key
    FOR EACH ROW
    WHEN (new.erased_at IS NOT NULL)
EXECUTE FUNCTION personal_data.forget_replaced_wraps();

REVOKE ALL ON FUNCTION personal_data.forget_replaced_wraps() FROM PUBLIC;

-- Wraps keys anew: each whose wrapped form still is what the caller has unwrapped. One that was erased, or that another
-- node was faster with, is left alone. Of a key that is wrapped anew twice before it is confirmed, the first form stays:
-- it is the one that was opened. Answers how many were changed.
CREATE OR REPLACE FUNCTION personal_data.rewrap(subjects uuid[], key_ids text[], wrapped bytea[], rewrapped bytea[],
                                                new_master_key_id text) RETURNS integer
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = ''
AS
$$
DECLARE
    present integer;
    former  integer;
BEGIN
    -- In the order of all that locks them: two nodes that wrap the same keys wait for each other, and not in a circle.
    PERFORM
    FROM personal_data.subject_key k
    WHERE k.subject = ANY (subjects)
    ORDER BY k.subject
        FOR UPDATE;
    INSERT INTO personal_data.replaced_wrap (subject, key_id, wrapped_key, master_key_id)
    SELECT k.subject, k.key_id, k.wrapped_key, k.master_key_id
    FROM (SELECT subject, key_id, wrapped_key, master_key_id
          FROM personal_data.subject_key
          UNION ALL
          SELECT subject, key_id, wrapped_key, master_key_id
          FROM personal_data.former_key) k
             JOIN unnest(subjects, key_ids, wrapped) AS n (subject, key_id, wrapped)
                  ON k.subject = n.subject AND k.key_id = n.key_id AND k.wrapped_key = n.wrapped
    ON CONFLICT DO NOTHING;
    UPDATE personal_data.subject_key k
    SET wrapped_key = n.rewrapped, master_key_id = new_master_key_id
    FROM unnest(subjects, key_ids, wrapped, rewrapped) AS n (subject, key_id, wrapped, rewrapped)
    WHERE k.subject = n.subject
      AND k.key_id = n.key_id
      AND k.wrapped_key = n.wrapped;
    GET DIAGNOSTICS present = ROW_COUNT;
    UPDATE personal_data.former_key k
    SET wrapped_key = n.rewrapped, master_key_id = new_master_key_id
    FROM unnest(subjects, key_ids, wrapped, rewrapped) AS n (subject, key_id, wrapped, rewrapped)
    WHERE k.subject = n.subject
      AND k.key_id = n.key_id
      AND k.wrapped_key = n.wrapped;
    GET DIAGNOSTICS former = ROW_COUNT;
    RETURN present + former;
END
$$;

REVOKE ALL ON FUNCTION personal_data.rewrap FROM appender;
GRANT EXECUTE ON FUNCTION personal_data.rewrap TO rewrapper;

-- Lets go of what was replaced, for each key whose wrapped form still is the one that the caller has opened. Answers how
-- many.
CREATE FUNCTION personal_data.confirm_rewrap(subjects uuid[], key_ids text[], opened bytea[]) RETURNS integer
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = ''
AS
$$
DECLARE
    confirmed integer;
BEGIN
    DELETE
    FROM personal_data.replaced_wrap r
    USING unnest(subjects, key_ids, opened) AS n (subject, key_id, opened)
    WHERE r.subject = n.subject
      AND r.key_id = n.key_id
      AND (EXISTS (SELECT
                   FROM personal_data.subject_key k
                   WHERE k.subject = n.subject
                     AND k.key_id = n.key_id
                     AND k.wrapped_key = n.opened)
        OR EXISTS (SELECT
                   FROM personal_data.former_key k
                   WHERE k.subject = n.subject
                     AND k.key_id = n.key_id
                     AND k.wrapped_key = n.opened));
    GET DIAGNOSTICS confirmed = ROW_COUNT;
    RETURN confirmed;
END
$$;

REVOKE ALL ON FUNCTION personal_data.confirm_rewrap FROM PUBLIC;
GRANT EXECUTE ON FUNCTION personal_data.confirm_rewrap TO appender;

-- Puts back what was replaced by a form that does not open. Nothing of an erased subject is kept, so none comes back.
-- Answers how many.
CREATE FUNCTION personal_data.restore_wrap(subjects uuid[], key_ids text[]) RETURNS integer
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = ''
AS
$$
DECLARE
    restored integer;
BEGIN
    PERFORM
    FROM personal_data.subject_key k
    WHERE k.subject = ANY (subjects)
    ORDER BY k.subject
        FOR UPDATE;
    UPDATE personal_data.subject_key k
    SET wrapped_key = r.wrapped_key, master_key_id = r.master_key_id
    FROM personal_data.replaced_wrap r
             JOIN unnest(subjects, key_ids) AS n (subject, key_id) ON r.subject = n.subject AND r.key_id = n.key_id
    WHERE k.subject = r.subject
      AND k.key_id = r.key_id
      AND k.erased_at IS NULL;
    UPDATE personal_data.former_key k
    SET wrapped_key = r.wrapped_key, master_key_id = r.master_key_id
    FROM personal_data.replaced_wrap r
             JOIN unnest(subjects, key_ids) AS n (subject, key_id) ON r.subject = n.subject AND r.key_id = n.key_id
    WHERE k.subject = r.subject
      AND k.key_id = r.key_id;
    DELETE
    FROM personal_data.replaced_wrap r
    USING unnest(subjects, key_ids) AS n (subject, key_id)
    WHERE r.subject = n.subject
      AND r.key_id = n.key_id;
    GET DIAGNOSTICS restored = ROW_COUNT;
    RETURN restored;
END
$$;

REVOKE ALL ON FUNCTION personal_data.restore_wrap FROM PUBLIC;
GRANT EXECUTE ON FUNCTION personal_data.restore_wrap TO rewrapper;

-- appender makes a subject's first key, whole and not destroyed: it can neither forge an erasure without an event nor
-- backdate one.
REVOKE INSERT ON personal_data.subject_key FROM appender;
GRANT INSERT (subject, key_id, wrapped_key, master_key_id) ON personal_data.subject_key TO appender;
