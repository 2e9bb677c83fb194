package com.sexyresume.query.compliance;

import com.sexyresume.projections.QueryProperties;
import com.sexyresume.query.compliance.AuditedEvent.CloudEvent;
import com.sexyresume.reading.InvalidParameter;
import com.sexyresume.reading.NoSuchRow;
import com.sexyresume.reading.PageRequest;
import com.sexyresume.reading.Reader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/**
 * The history as it is kept, for auditors and super admins (T30). Its order is that of the positions, and the cursor is
 * a position: whoever has read up to one misses nothing by going on after it.
 */
@RestController
@RequestMapping("/v1/audit")
@Tag(name = "Audit", description = "The history as it is kept; for auditors and super admins")
class AuditController {

    static final String NDJSON = "application/x-ndjson";
    static final String CLOUD_EVENTS = "application/cloudevents-batch+json";

    private static final List<MediaType> OFFERED = List.of(
            MediaType.APPLICATION_JSON, MediaType.parseMediaType(NDJSON), MediaType.parseMediaType(CLOUD_EVENTS));

    private static final String FORMS = "As a page of JSON or of CloudEvents (at most 200 events; `Link` names the next"
            + " page), or, with `Accept: application/x-ndjson`, as a stream of all of them, one event a line.";

    private final Reader reader;
    private final JsonMapper json;
    private final int batchSize;

    AuditController(Reader reader, JsonMapper json, QueryProperties properties) {
        this.reader = reader;
        this.json = json;
        this.batchSize = properties.auditBatchSize();
    }

    /**
     * Where the history ends.
     *
     * @param position of the last event, 0 before the first one
     * @param events that there are: equal to the position, because positions have no gaps
     */
    record Head(long position, long events) {}

    /**
     * A part of the history.
     *
     * @param next send it as {@code after} to go on; null at the end of what there is now
     * @param head the last position when this was read
     */
    record Events(List<AuditedEvent> items, @Nullable Long next, long head) {}

    @GetMapping("/head")
    @Operation(summary = "Where the history ends")
    Head head() {
        return reader.readAsAuditor(
                history -> history.sql("SELECT coalesce(max(position), 0) AS position, count(*) FROM event_store.event")
                        .query((row, number) -> new Head(row.getLong("position"), row.getLong("count")))
                        .single());
    }

    @GetMapping(
            path = "/events",
            produces = {MediaType.APPLICATION_JSON_VALUE, NDJSON, CLOUD_EVENTS})
    @Operation(summary = "List events in the order of their positions", description = FORMS)
    @ApiResponse(
            responseCode = "200",
            headers = @Header(name = "Link", description = "The next page", schema = @Schema(type = "string")),
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(implementation = Events.class)),
                @Content(mediaType = NDJSON, schema = @Schema(implementation = AuditedEvent.class)),
                @Content(
                        mediaType = CLOUD_EVENTS,
                        array = @ArraySchema(schema = @Schema(implementation = CloudEvent.class)))
            })
    @Nullable
    ResponseEntity<?> events(
            @Parameter(description = "`type:uuid`") @RequestParam(required = false) @Nullable String stream,
            @Parameter(description = "Of the event, such as `credits.credits-spent`")
                    @RequestParam(required = false)
                    @Nullable
                    String type,
            @Parameter(description = "Who sent the command") @RequestParam(required = false) @Nullable UUID user,
            @Parameter(description = "Not before") @RequestParam(required = false) @Nullable Instant from,
            @Parameter(description = "Before") @RequestParam(required = false) @Nullable Instant to,
            @Parameter(description = "The position after which to begin") @RequestParam(defaultValue = "0") long after,
            @Parameter(description = "1 to 200, by default 50; a stream ends after as many, by default at the head")
                    @RequestParam(required = false)
                    @Nullable
                    Integer limit,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        return answer(AuditFilter.of(stream, type, user, from, to), after, limit, request, response);
    }

    @GetMapping(
            path = "/streams/{streamType}/{streamId}",
            produces = {MediaType.APPLICATION_JSON_VALUE, NDJSON, CLOUD_EVENTS})
    @Operation(summary = "List one stream's events", description = FORMS)
    @ApiResponse(
            responseCode = "200",
            headers = @Header(name = "Link", description = "The next page", schema = @Schema(type = "string")),
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(implementation = Events.class)),
                @Content(mediaType = NDJSON, schema = @Schema(implementation = AuditedEvent.class)),
                @Content(
                        mediaType = CLOUD_EVENTS,
                        array = @ArraySchema(schema = @Schema(implementation = CloudEvent.class)))
            })
    @Nullable
    ResponseEntity<?> stream(
            @PathVariable String streamType,
            @PathVariable UUID streamId,
            @Parameter(description = "The position after which to begin") @RequestParam(defaultValue = "0") long after,
            @Parameter(description = "1 to 200, by default 50; a stream ends after as many, by default at the head")
                    @RequestParam(required = false)
                    @Nullable
                    Integer limit,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        AuditFilter filter = new AuditFilter(streamType, streamId, null, null, null, null);
        if (reader.readAsAuditor(history -> filter.read(history, 0, Long.MAX_VALUE, 1))
                .events()
                .isEmpty()) {
            throw new NoSuchRow("stream");
        }
        return answer(filter, after, limit, request, response);
    }

    private @Nullable ResponseEntity<?> answer(
            AuditFilter filter,
            long after,
            @Nullable Integer limit,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (after < 0) {
            throw new InvalidParameter("after", "A position is 0 or more.");
        }
        return switch (form(request).toString()) {
            case NDJSON -> {
                stream(filter, after, limit, response);
                yield null;
            }
            case CLOUD_EVENTS -> {
                Events page = page(filter, after, limit);
                yield ok(page, request)
                        .contentType(MediaType.parseMediaType(CLOUD_EVENTS))
                        .body(page.items().stream()
                                .map(AuditedEvent::cloudEvent)
                                .toList());
            }
            default -> {
                Events page = page(filter, after, limit);
                yield ok(page, request).contentType(MediaType.APPLICATION_JSON).body(page);
            }
        };
    }

    /** What the caller likes best of what is offered; Spring has refused those who like none of it. */
    private static MediaType form(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept == null) {
            return OFFERED.getFirst();
        }
        List<MediaType> accepted = MediaType.parseMediaTypes(accept);
        MediaType best = OFFERED.getFirst();
        double bestQuality = 0;
        for (MediaType offered : OFFERED) {
            double quality = accepted.stream()
                    .filter(range -> range.includes(offered))
                    .reduce((one, other) -> one.isMoreSpecific(other) ? one : other)
                    .map(MediaType::getQualityValue)
                    .orElse(0.0);
            if (quality > bestQuality) {
                best = offered;
                bestQuality = quality;
            }
        }
        return best;
    }

    private Events page(AuditFilter filter, long after, @Nullable Integer limit) {
        PageRequest page = PageRequest.of(limit == null ? Integer.parseInt(PageRequest.DEFAULT_LIMIT) : limit, null);
        return reader.readAsAuditor(history -> {
            long head = headOf(history);
            AuditFilter.Part part = filter.read(history, after, head, page.fetch());
            List<AuditedEvent> found = part.events();
            boolean more = part.more();
            List<AuditedEvent> items =
                    found.size() > page.limit() ? List.copyOf(found.subList(0, page.limit())) : found;
            return new Events(items, more ? items.getLast().position() : null, head);
        });
    }

    private static long headOf(JdbcClient history) {
        return history.sql("SELECT position FROM event_store.head")
                .query(Long.class)
                .single();
    }

    private static ResponseEntity.BodyBuilder ok(Events page, HttpServletRequest request) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (page.next() != null) {
            URI next = ServletUriComponentsBuilder.fromRequest(request)
                    .scheme(null)
                    .host(null)
                    .port(-1)
                    .replaceQueryParam("after", page.next())
                    .build()
                    .toUri();
            answer.header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"");
        }
        return answer;
    }

    /** Up to the head as it is now, in reads of a batch each: a slow reader holds no connection while it reads. */
    private void stream(AuditFilter filter, long after, @Nullable Integer limit, HttpServletResponse response)
            throws IOException {
        if (limit != null && limit < 1) {
            throw new InvalidParameter("limit", "A stream has 1 event or more.");
        }
        long head = reader.readAsAuditor(AuditController::headOf);
        long position = after;
        int left = limit == null ? Integer.MAX_VALUE : limit;
        response.setContentType(NDJSON);
        OutputStream lines = response.getOutputStream();
        while (left > 0) {
            long from = position;
            int wanted = Math.min(batchSize, left);
            AuditFilter.Part part = reader.readAsAuditor(history -> filter.read(history, from, head, wanted));
            List<AuditedEvent> batch = part.events();
            for (AuditedEvent event : batch) {
                lines.write(json.writeValueAsBytes(event));
                lines.write('\n');
            }
            lines.flush();
            if (!part.more()) {
                return;
            }
            position = batch.getLast().position();
            left -= batch.size();
        }
    }
}
