package com.sexyresume.query.compliance;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is kept: metadata and payload are the very texts that were recorded, personal data encrypted.
 *
 * @param position global, counted from 1 without gaps
 * @param stream {@code type:uuid}
 * @param version the stream's, counted from 0 without gaps
 * @param userId who sent the command, if anybody did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AuditedEvent(
        long position,
        UUID eventId,

        @Schema(example = "credits:1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b")
        String stream,

        long version,

        @Schema(example = "credits.credits-spent") String type,

        int revision,
        Instant time,
        UUID commandId,
        @Nullable UUID userId,

        @Schema(type = "object") @JsonRawValue String metadata,

        @Schema(type = "object", description = "As recorded: personal data is encrypted") @JsonRawValue
        String payload) {

    static final String COLUMNS =
            "position, event_id, stream_type, stream_id, version, type, revision, time, command_id, user_id, metadata, payload";

    static AuditedEvent of(ResultSet row, int number) throws SQLException {
        return new AuditedEvent(
                row.getLong("position"),
                row.getObject("event_id", UUID.class),
                row.getString("stream_type") + ":" + row.getString("stream_id"),
                row.getLong("version"),
                row.getString("type"),
                row.getInt("revision"),
                row.getTimestamp("time").toInstant(),
                row.getObject("command_id", UUID.class),
                row.getObject("user_id", UUID.class),
                row.getString("metadata"),
                row.getString("payload"));
    }

    /**
     * The same in the JSON format of CloudEvents 1.0.2. Positions and versions are texts, because the integers of
     * CloudEvents have 32 bits.
     */
    CloudEvent cloudEvent() {
        int colon = stream.indexOf(':');
        return new CloudEvent(
                "1.0",
                eventId,
                "/v1/audit/streams/" + stream.substring(0, colon) + "/" + stream.substring(colon + 1),
                "com.sexyresume." + type,
                stream,
                time,
                "application/json",
                Long.toString(position),
                Long.toString(version),
                revision,
                commandId,
                userId,
                payload);
    }

    /** Attributes of CloudEvents, and extension attributes in the lower case that they must have. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CloudEvent(
            String specversion,
            UUID id,
            String source,
            String type,
            String subject,
            Instant time,
            String datacontenttype,
            String position,
            String streamversion,
            int revision,
            UUID commandid,
            @Nullable UUID userid,
            @Schema(type = "object") @JsonRawValue String data) {}
}
