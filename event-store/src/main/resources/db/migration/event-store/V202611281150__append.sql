-- Appends what a batch of commands decided, and says of each what became of it: one round trip and one commit, however
-- many commands there are. This is the text that counts; older migrations hold what the function was.
--
-- The row of head is locked first and until the commit, so appends are one after the other, on any number of nodes:
-- positions are dense and in commit order. The function is VOLATILE, so each statement after the lock sees everything
-- that was committed before the lock was given.
--
-- The batch is inserted as a whole. Only when a unique constraint speaks (or a gap in a stream's versions, or a claim that
-- is held, or a subject that is erased) is it halved, down to single commands; a command that fails alone is answered with
-- the reason and leaves nothing behind, the rest is inserted densely. All events of a command are recorded, or none.
--
-- Outcomes:
--   duplicate    the command id is known: fingerprint, stream, version and position are those recorded then
--   erased       an event is about a subject who is erased, or sent by one
--   conflict     the stream is not at the version that the command was decided on
--   claim-taken  another stream holds a key of the kind in claim_kind; of a key that only one command may take, any
--                stream, the command's own included
--   appended     the streams' versions after the commands, and the positions of their last events (of the history's last
--                event if a command recorded none): one row for all commands that were appended together
--
-- To find out what became of an append whose answer was lost, append the same again: what the first attempt recorded is
-- a duplicate now, and if it comes late, then it is refused as one.
--
-- Processes of the version before call it while new ones start: what they send means the same.
CREATE OR REPLACE FUNCTION event_store.append(
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
    -- kind:hash; whether it is taken or given back, or null to take what nobody holds, not even the stream itself.
    claim_commands integer[],
    claim_keys text[],
    claim_takes boolean[])
    RETURNS TABLE
            (
                command        integer,
                many           integer,
                outcome        text,
                after_versions bigint[],
                at_positions   bigint[],
                fingerprint    text,
                stream_type    text,
                stream_id      uuid,
                claim_kind     text,
                subject        uuid
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
    gap        boolean; -- whether a stream would have one
    held       text; -- the key that cannot be taken
    gone       uuid; -- the subject that is erased
    failed     text; -- the constraint that refused
BEGIN
    SELECT h.position INTO STRICT last FROM event_store.head h WHERE h.one FOR UPDATE;

    WHILE low <= commands
        LOOP
            high := least(low + size - 1, commands);
            IF low = high THEN
                positions := ARRAY [last + event_counts[low]];
            ELSE
                positions := ARRAY(SELECT last + sum(c.events) OVER (ORDER BY c.ordinality)
                                   FROM unnest(event_counts[low:high]) WITH ORDINALITY AS c (events, ordinality));
            END IF;
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

                -- Whether a command was decided on what another one left that was refused since, and whether somebody is
                -- erased. Nobody can be erased meanwhile: that is an append as well, and head is locked.
                SELECT EXISTS (SELECT
                               FROM unnest(event_stream_types[event_low:event_high],
                                           event_stream_ids[event_low:event_high],
                                           event_versions[event_low:event_high]) AS n (stream_type, stream_id, version)
                               WHERE n.version > 0
                                 AND NOT EXISTS (SELECT
                                                 FROM event_store.event e
                                                 WHERE e.stream_type = n.stream_type
                                                   AND e.stream_id = n.stream_id
                                                   AND e.version = n.version - 1)),
                       (SELECT k.subject
                        FROM personal_data.subject_key k
                        WHERE k.subject = ANY (event_subjects[event_low:event_high]
                                                   || event_user_ids[event_low:event_high])
                          AND k.erased_at IS NOT NULL
                        LIMIT 1)
                INTO gap, gone;
                IF gap THEN
                    -- It is decided again, and what it comes to then is the answer.
                    gone := NULL;
                    RAISE unique_violation USING MESSAGE = 'A stream would have a gap';
                END IF;
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
                        IF claim_takes[i] IS NOT FALSE THEN
                            INSERT INTO event_store.claim (key, stream_type, stream_id, position)
                            VALUES (claim_keys[i], stream_types[claim_commands[i]], stream_ids[claim_commands[i]],
                                    positions[claim_commands[i] - low + 1])
                            ON CONFLICT DO NOTHING;
                            IF NOT FOUND
                                AND (claim_takes[i] IS NULL
                                    OR NOT EXISTS (SELECT
                                                   FROM event_store.claim c
                                                   WHERE c.key = claim_keys[i]
                                                     AND c.stream_type = stream_types[claim_commands[i]]
                                                     AND c.stream_id = stream_ids[claim_commands[i]])) THEN
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
                    RETURN QUERY SELECT low, 1, 'duplicate', ARRAY [c.version], ARRAY [c.position], c.fingerprint,
                                        c.stream_type, c.stream_id, NULL::text, NULL::uuid
                                 FROM event_store.command c
                                 WHERE c.command_id = command_ids[low];
                    IF NOT FOUND THEN
                        IF failed = 'event_id_key' THEN
                            RAISE; -- An event of another command: a defect of whoever made the ids, not a race.
                        END IF;
                        command := low;
                        many := 1;
                        outcome := CASE
                                       WHEN gone IS NOT NULL THEN 'erased'
                                       WHEN held IS NOT NULL THEN 'claim-taken'
                                       ELSE 'conflict'
                            END;
                        after_versions := NULL;
                        at_positions := NULL;
                        claim_kind := split_part(held, ':', 1);
                        subject := gone;
                        RETURN NEXT;
                    END IF;
                    low := high + 1;
                    event_low := event_high + 1;
                    CONTINUE;
            END;

            command := low;
            many := high - low + 1;
            outcome := 'appended';
            after_versions := versions[low:high];
            at_positions := positions;
            claim_kind := NULL;
            subject := NULL;
            RETURN NEXT;
            last := positions[high - low + 1];
            low := high + 1;
            event_low := event_high + 1;
            size := size * 2;
        END LOOP;

    UPDATE event_store.head h SET position = last WHERE h.one AND h.position <> last;
END
$$;
