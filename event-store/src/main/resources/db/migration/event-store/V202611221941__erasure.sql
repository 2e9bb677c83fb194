-- Erasure (F09, F20, PII1-PII6): an event that erases a subject destroys the subject's key in the transaction that
-- records the event, so there is no moment, and no crash, between the two; and no append after it, on any node, records
-- anything that is about the subject or sent by them.
--
-- A subject whose key is destroyed keeps the row, so that no new key is made by mistake.
ALTER TABLE personal_data.subject_key
    -- Of the event that erased the subject: whoever keeps keys in memory follows it.
    ADD COLUMN erased_position bigint,
    ADD CONSTRAINT subject_key_erased_position CHECK (erased_position IS NULL OR erased_at IS NOT NULL);

CREATE INDEX subject_key_erased_position ON personal_data.subject_key (erased_position)
    WHERE erased_position IS NOT NULL;
-- What an append asks for each event: small, because few are erased.
CREATE INDEX subject_key_erased_subject ON personal_data.subject_key (subject) WHERE erased_at IS NOT NULL;
-- Which keys are wrapped by an epoch of the master key.
CREATE INDEX subject_key_epoch ON personal_data.subject_key (master_key_id, subject) WHERE wrapped_key IS NOT NULL;

-- A subject's keys before the present one: nothing is written under them any more, what was written stays readable.
CREATE TABLE personal_data.former_key
(
    subject       uuid  NOT NULL REFERENCES personal_data.subject_key,
    key_id        text  NOT NULL,
    wrapped_key   bytea NOT NULL,
    master_key_id text  NOT NULL,
    CONSTRAINT former_key_pkey PRIMARY KEY (subject, key_id)
);

CREATE INDEX former_key_epoch ON personal_data.former_key (master_key_id, subject);

GRANT SELECT ON personal_data.former_key TO appender, projector;

-- A destroyed key is in a dead row until VACUUM has run: it runs after the first one.
ALTER TABLE personal_data.subject_key
    SET (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);
ALTER TABLE personal_data.former_key
    SET (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);

-- Wraps keys anew: each whose wrapped form still is what the caller has unwrapped. One that was erased, or that another
-- node was faster with, is left alone. Answers how many were changed.
CREATE FUNCTION personal_data.rewrap(subjects uuid[], key_ids text[], wrapped bytea[], rewrapped bytea[],
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

-- Gives a subject another key for what is written from now on. Answers whether the expected one was the present one; it
-- is not if the subject was erased, or another node was faster.
CREATE FUNCTION personal_data.replace_key(for_subject uuid, expected_key_id text, new_key_id text, new_wrapped_key bytea,
                                          new_master_key_id text) RETURNS boolean
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = ''
AS
$$
BEGIN
    -- The lock makes it one after the other with an erasure.
    INSERT INTO personal_data.former_key (subject, key_id, wrapped_key, master_key_id)
    SELECT k.subject, k.key_id, k.wrapped_key, k.master_key_id
    FROM personal_data.subject_key k
    WHERE k.subject = for_subject
      AND k.key_id = expected_key_id
      AND k.wrapped_key IS NOT NULL
        FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    UPDATE personal_data.subject_key k
    SET key_id = new_key_id, wrapped_key = new_wrapped_key, master_key_id = new_master_key_id
    WHERE k.subject = for_subject;
    RETURN true;
END
$$;

REVOKE ALL ON FUNCTION personal_data.rewrap, personal_data.replace_key FROM PUBLIC;
GRANT EXECUTE ON FUNCTION personal_data.rewrap, personal_data.replace_key TO appender;

-- As before (V202611221001 tells how it works), with the subject of each event, who must not be erased, and with events
-- that erase their subject. One more outcome, looked for after duplicate:
--   erased       the subject of an event, or who sent the command, was erased: subject says who
--
-- An erasure is tried without others beside it, so that what comes after it in the batch already finds it.
DROP FUNCTION event_store.append;

CREATE FUNCTION event_store.append(
    -- One element for each command. Versions are the stream's after the command; for a command without events that is
    -- the version it was decided on, or null to take what is found.
    command_ids uuid[],
    fingerprints text[],
    stream_types text[],
    stream_ids uuid[],
    versions bigint[],
    event_counts integer[],
    -- One element for each event, in the order of the commands.
    event_ids uuid[],
    event_stream_types text[],
    event_stream_ids uuid[],
    event_versions bigint[],
    event_types text[],
    event_revisions integer[],
    event_times timestamptz[],
    event_command_ids uuid[],
    event_user_ids uuid[],
    event_metadata text[],
    event_payloads text[],
    -- Whom the event is about, or null; and whether it erases them.
    event_subjects uuid[],
    event_erases boolean[],
    -- One element for each claim, in the order in which they are made: the index of its command, from 1; the key,
    -- kind:hash; whether it is taken or given back.
    claim_commands integer[],
    claim_keys text[],
    claim_takes boolean[])
    RETURNS TABLE
            (
                command      integer,
                outcome      text,
                fingerprint  text,
                stream_type  text,
                stream_id    uuid,
                version      bigint,
                "position"   bigint,
                claim_kind   text,
                subject      uuid
            )
    LANGUAGE plpgsql
    VOLATILE
    SECURITY DEFINER
    SET search_path = ''
    -- A plan that was made while the tables were small serves for ever: it must use the indexes, and its costs must not
    -- invite the compiler.
    SET enable_seqscan = off
    SET jit = off
    SET plan_cache_mode = force_generic_plan
AS
$$
#variable_conflict use_column
DECLARE
    commands   CONSTANT integer := cardinality(command_ids);
    size       integer          := commands; -- how many commands are tried together
    low        integer          := 1; -- the commands low..high are tried together
    high       integer;
    event_low  integer          := 1; -- their events
    event_high integer;
    last       bigint; -- the position of the last event so far
    positions  bigint[]; -- of the commands low..high
    current    bigint;
    held       text; -- the key that another stream holds
    gone       uuid; -- the subject that is erased
    failed     text; -- the constraint that refused
BEGIN
    SELECT h.position INTO STRICT last FROM event_store.head h WHERE h.one FOR UPDATE;

    WHILE low <= commands
        LOOP
            high := least(low + size - 1, commands);
            positions := ARRAY(SELECT last + sum(c.events) OVER (ORDER BY c.ordinality)
                               FROM unnest(event_counts[low:high]) WITH ORDINALITY AS c (events, ordinality));
            event_high := event_low - 1 + (positions[high - low + 1] - last)::integer;
            held := NULL;
            gone := NULL;
            BEGIN
                INSERT INTO event_store.event (position, event_id, stream_type, stream_id, version, type, revision,
                                               time, command_id, user_id, metadata, payload)
                SELECT last + e.ordinality,
                       e.event_id,
                       e.stream_type,
                       e.stream_id,
                       e.version,
                       e.type,
                       e.revision,
                       e.time,
                       e.command_id,
                       e.user_id,
                       e.metadata,
                       e.payload
                FROM unnest(event_ids[event_low:event_high],
                            event_stream_types[event_low:event_high],
                            event_stream_ids[event_low:event_high],
                            event_versions[event_low:event_high],
                            event_types[event_low:event_high],
                            event_revisions[event_low:event_high],
                            event_times[event_low:event_high],
                            event_command_ids[event_low:event_high],
                            event_user_ids[event_low:event_high],
                            event_metadata[event_low:event_high],
                            event_payloads[event_low:event_high])
                         WITH ORDINALITY AS e (event_id, stream_type, stream_id, version, type, revision, time,
                                               command_id, user_id, metadata, payload, ordinality);

                -- A command may have been decided on what another one left that was refused since.
                IF EXISTS (SELECT
                           FROM unnest(event_stream_types[event_low:event_high],
                                       event_stream_ids[event_low:event_high],
                                       event_versions[event_low:event_high]) AS n (stream_type, stream_id, version)
                           WHERE n.version > 0
                             AND NOT EXISTS (SELECT
                                             FROM event_store.event e
                                             WHERE e.stream_type = n.stream_type
                                               AND e.stream_id = n.stream_id
                                               AND e.version = n.version - 1)) THEN
                    RAISE unique_violation USING MESSAGE = 'A stream would have a gap';
                END IF;

                -- Nobody can be erased meanwhile: that is an append as well, and head is locked.
                SELECT k.subject
                INTO gone
                FROM unnest(event_subjects[event_low:event_high] || event_user_ids[event_low:event_high])
                         AS about (subject)
                         -- The limit leaves the planner nothing but one look into the index for each.
                         CROSS JOIN LATERAL (SELECT e.subject
                                             FROM personal_data.subject_key e
                                             WHERE e.subject = about.subject
                                               AND e.erased_at IS NOT NULL
                                             LIMIT 1) k
                LIMIT 1;
                IF gone IS NOT NULL THEN
                    RAISE unique_violation USING MESSAGE = 'A subject is erased';
                END IF;

                IF true = ANY (event_erases[event_low:event_high]) THEN
                    IF high > low THEN
                        RAISE unique_violation USING MESSAGE = 'An erasure is tried alone';
                    END IF;
                    INSERT INTO personal_data.subject_key AS k (subject, key_id, wrapped_key, master_key_id, erased_at,
                                                                erased_position)
                    SELECT DISTINCT e.subject, '', NULL::bytea, '', transaction_timestamp(), positions[1]
                    FROM unnest(event_subjects[event_low:event_high], event_erases[event_low:event_high])
                             AS e (subject, erases)
                    WHERE e.erases
                    ON CONFLICT ON CONSTRAINT subject_key_pkey DO UPDATE
                        SET wrapped_key     = NULL,
                            erased_at       = excluded.erased_at,
                            erased_position = excluded.erased_position;
                    DELETE
                    FROM personal_data.former_key k
                    USING unnest(event_subjects[event_low:event_high], event_erases[event_low:event_high])
                        AS e (subject, erases)
                    WHERE e.erases
                      AND k.subject = e.subject;
                END IF;

                FOR i IN low..high
                    LOOP
                        CONTINUE WHEN event_counts[i] > 0;
                        current := coalesce((SELECT e.version
                                             FROM event_store.event e
                                             WHERE e.stream_type = stream_types[i]
                                               AND e.stream_id = stream_ids[i]
                                             ORDER BY e.version DESC
                                             LIMIT 1), -1);
                        IF versions[i] <> current THEN
                            RAISE unique_violation USING MESSAGE = 'A stream is at another version';
                        END IF;
                        -- This stays when the attempt fails, which is right: head is locked, so a stream that is at
                        -- another version in the next attempt missed a command of this batch, which is a conflict.
                        versions[i] := current;
                    END LOOP;

                INSERT INTO event_store.command (command_id, fingerprint, stream_type, stream_id, version, position)
                SELECT c.command_id, c.fingerprint, c.stream_type, c.stream_id, c.version, c.position
                FROM unnest(command_ids[low:high], fingerprints[low:high], stream_types[low:high],
                            stream_ids[low:high], versions[low:high], positions)
                         AS c (command_id, fingerprint, stream_type, stream_id, version, position);

                FOR i IN 1..cardinality(claim_keys)
                    LOOP
                        CONTINUE WHEN claim_commands[i] NOT BETWEEN low AND high;
                        IF claim_takes[i] THEN
                            INSERT INTO event_store.claim (key, stream_type, stream_id, position)
                            VALUES (claim_keys[i], stream_types[claim_commands[i]], stream_ids[claim_commands[i]],
                                    positions[claim_commands[i] - low + 1])
                            ON CONFLICT DO NOTHING;
                            IF NOT FOUND AND NOT EXISTS (SELECT
                                                         FROM event_store.claim c
                                                         WHERE c.key = claim_keys[i]
                                                           AND c.stream_type = stream_types[claim_commands[i]]
                                                           AND c.stream_id = stream_ids[claim_commands[i]]) THEN
                                held := claim_keys[i];
                                RAISE unique_violation USING MESSAGE = 'A claim is taken';
                            END IF;
                        ELSE
                            DELETE
                            FROM event_store.claim c
                            WHERE c.key = claim_keys[i]
                              AND c.stream_type = stream_types[claim_commands[i]]
                              AND c.stream_id = stream_ids[claim_commands[i]];
                        END IF;
                    END LOOP;
            EXCEPTION
                WHEN unique_violation THEN
                    IF high > low THEN
                        size := (high - low + 1) / 2;
                        CONTINUE;
                    END IF;
                    GET STACKED DIAGNOSTICS failed = CONSTRAINT_NAME;
                    RETURN QUERY SELECT low, 'duplicate', c.fingerprint, c.stream_type, c.stream_id, c.version,
                                        c.position, NULL::text, NULL::uuid
                                 FROM event_store.command c
                                 WHERE c.command_id = command_ids[low];
                    IF NOT FOUND THEN
                        IF failed = 'event_id_key' THEN
                            RAISE; -- An event of another command: a defect of whoever made the ids, not a race.
                        END IF;
                        RETURN QUERY SELECT low,
                                            CASE
                                                WHEN gone IS NOT NULL THEN 'erased'
                                                WHEN held IS NOT NULL THEN 'claim-taken'
                                                ELSE 'conflict'
                                                END,
                                            fingerprints[low], stream_types[low], stream_ids[low], NULL::bigint,
                                            NULL::bigint, split_part(held, ':', 1), gone;
                    END IF;
                    low := high + 1;
                    event_low := event_high + 1;
                    CONTINUE;
            END;

            RETURN QUERY SELECT low - 1 + c.ordinality::integer, 'appended', c.fingerprint, c.stream_type,
                                c.stream_id, c.version, c.position, NULL::text, NULL::uuid
                         FROM unnest(fingerprints[low:high], stream_types[low:high], stream_ids[low:high],
                                     versions[low:high], positions)
                                  WITH ORDINALITY AS c (fingerprint, stream_type, stream_id, version, position,
                                                        ordinality);
            last := positions[high - low + 1];
            low := high + 1;
            event_low := event_high + 1;
            size := size * 2;
        END LOOP;

    UPDATE event_store.head h SET position = last WHERE h.one AND h.position <> last;
END
$$;

REVOKE ALL ON FUNCTION event_store.append FROM PUBLIC;
GRANT EXECUTE ON FUNCTION event_store.append TO appender;
