package com.sexyresume.query.compliance;

import com.sexyresume.reading.InvalidParameter;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which events an auditor asks for; null leaves a part open.
 *
 * @param from not before
 * @param to before
 */
record AuditFilter(
        @Nullable String streamType,
        @Nullable UUID streamId,
        @Nullable String type,
        @Nullable UUID user,
        @Nullable Instant from,
        @Nullable Instant to) {

    /**
     * The filter of one stream.
     *
     * @param stream {@code type:uuid}, or null for all
     * @throws InvalidParameter when it is something else
     */
    static AuditFilter of(
            @Nullable String stream,
            @Nullable String type,
            @Nullable UUID user,
            @Nullable Instant from,
            @Nullable Instant to) {
        if (stream == null) {
            return new AuditFilter(null, null, type, user, from, to);
        }
        int colon = stream.indexOf(':');
        try {
            return new AuditFilter(
                    stream.substring(0, colon), UUID.fromString(stream.substring(colon + 1)), type, user, from, to);
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            throw new InvalidParameter("stream", "A stream is written type:uuid.");
        }
    }

    /** Characters of payloads at which a read ends, with the event that reaches them. */
    private static final long MAX_CHARS = 4L << 20;

    /**
     * Events of positions in ({@code after}, {@code upTo}], in their order.
     *
     * @param more whether there may be others behind them
     */
    record Part(List<AuditedEvent> events, boolean more) {}

    /** As many of them as the limit allows, or fewer that are large. */
    Part read(JdbcClient history, long after, long upTo, int limit) {
        // Only what is asked for is in the statement, so that each filter finds its index.
        List<String> conditions = new ArrayList<>(List.of("position > ?", "position <= ?"));
        List<Object> values = new ArrayList<>(List.of(after, upTo));
        add(conditions, values, "stream_type = ?", streamType);
        add(conditions, values, "stream_id = ?", streamId);
        add(conditions, values, "type = ?", type);
        add(conditions, values, "user_id = ?", user);
        add(conditions, values, "time >= ?", from == null ? null : Timestamp.from(from));
        add(conditions, values, "time < ?", to == null ? null : Timestamp.from(to));
        values.add(limit);
        if (user != null) {
            // The planner takes filters on ranges of pages to be useless for values that lie scattered.
            history.sql("SELECT set_config('enable_seqscan', 'off', true)")
                    .query(String.class)
                    .single();
        }
        values.add(MAX_CHARS);
        // How long a payload is stands in its row or the head of its compressed form: it is not read for that.
        List<Counted> found = history.sql("SELECT " + AuditedEvent.COLUMNS + ", found FROM (SELECT *, count(*) OVER ()"
                        + " AS found, sum(octet_length(payload)) OVER (ORDER BY position ROWS UNBOUNDED PRECEDING)"
                        + " - octet_length(payload) AS chars_before FROM (SELECT " + AuditedEvent.COLUMNS
                        + " FROM event_store.event WHERE "
                        + String.join(" AND ", conditions)
                        + " ORDER BY position LIMIT ?) AS event) AS part WHERE chars_before < ? ORDER BY position")
                .params(values)
                .query((row, number) -> new Counted(AuditedEvent.of(row, number), row.getInt("found")))
                .list();
        return new Part(
                found.stream().map(Counted::event).toList(),
                !found.isEmpty()
                        && (found.getLast().found() > found.size()
                                || found.getLast().found() == limit));
    }

    private record Counted(AuditedEvent event, int found) {}

    private static void add(List<String> conditions, List<Object> values, String condition, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            values.add(value);
        }
    }
}
