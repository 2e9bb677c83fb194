package com.sexyresume.sending;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** How a durable command is answered over HTTP: the new version as a strong ETag, and the position to read after. */
public final class Answers {

    /** The response header with the global position that a later read may name in {@code Min-Position}. */
    public static final String EVENT_POSITION = "Event-Position";

    private Answers() {}

    /**
     * The body of every write.
     *
     * @param id what was created, if anything was
     * @param version of the stream, counted from 0; the same as in the ETag
     * @param position the global position at which it is recorded
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Written(
            @Schema(description = "What was created") @Nullable
            UUID id,

            @Schema(description = "The new version; send it as If-Match", example = "3")
            long version,

            @Schema(description = "Send it as Min-Position to read your own write", example = "42")
            long position) {}

    public static ResponseEntity<Written> ok(Receipt receipt) {
        return written(ResponseEntity.ok(), null, receipt);
    }

    public static ResponseEntity<Written> created(URI location, @Nullable UUID id, Receipt receipt) {
        return written(ResponseEntity.created(location), id, receipt);
    }

    /** What was asked for is recorded, and is worked on; the location tells how it goes. */
    public static ResponseEntity<Written> accepted(URI location, UUID id, Receipt receipt) {
        return written(ResponseEntity.accepted().location(location), id, receipt);
    }

    /** As {@link #accepted(URI, UUID, Receipt)}, with further fields. */
    public static ResponseEntity<Written> accepted(URI location, UUID id, Receipt receipt, HttpHeaders headers) {
        return written(ResponseEntity.accepted().location(location).headers(headers), id, receipt);
    }

    /** With a body that says more than {@link Written}. */
    public static <T> ResponseEntity<T> createdSaying(URI location, Receipt receipt, T body) {
        return marked(ResponseEntity.created(location), receipt).body(body);
    }

    /** With a body that says more than {@link Written}. */
    public static <T> ResponseEntity<T> ok(Receipt receipt, T body) {
        return marked(ResponseEntity.ok(), receipt).body(body);
    }

    private static ResponseEntity<Written> written(
            ResponseEntity.BodyBuilder answer, @Nullable UUID id, Receipt receipt) {
        return marked(answer, receipt).body(new Written(id, receipt.version(), receipt.position()));
    }

    private static ResponseEntity.BodyBuilder marked(ResponseEntity.BodyBuilder answer, Receipt receipt) {
        return answer.eTag("\"" + receipt.version() + "\"").header(EVENT_POSITION, Long.toString(receipt.position()));
    }
}
