-- Where the caller's rows of a projection end before the wanted position, because an event cannot be projected: the first
-- position of a parked sequence which is the caller's own, or a stream that they began, or which holds the wanted
-- position itself; for administrators also of a thing that they ask for. Null when nothing of theirs is missing. At most
-- sexyresume.query.dead-letters.max-sequences are looked at.
CREATE FUNCTION projections.parked_from(projection text, wanted bigint, things text[]) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = ''
AS
$$
SELECT min(l.first_position)
FROM projections.parked_sequence s
         CROSS JOIN LATERAL (SELECT min(d.position) AS first_position
                             FROM projections.dead_letter d
                             WHERE d.projection = s.projection
                               AND d.sequence = s.sequence) l
WHERE s.projection = parked_from.projection
  AND l.first_position <= wanted
  AND (s.sequence = auth.uid()::text
    OR (s.sequence = ANY (things) AND cardinality(private.admin_roles()) > 0)
    OR EXISTS (SELECT
               FROM projections.dead_letter d
               WHERE d.projection = s.projection
                 AND d.sequence = s.sequence
                 AND d.position = wanted)
    OR EXISTS (SELECT
               FROM event_store.event e
                        JOIN event_store.event first
                             ON first.stream_type = e.stream_type AND first.stream_id = e.stream_id AND first.version = 0
               WHERE e.position = l.first_position
                 AND e.stream_id::text = s.sequence
                 AND first.user_id = auth.uid()))
$$;

REVOKE EXECUTE ON FUNCTION projections.parked_from(text, bigint, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION projections.parked_from(text, bigint, text[]) TO authenticated, admin_reader, auditor;
