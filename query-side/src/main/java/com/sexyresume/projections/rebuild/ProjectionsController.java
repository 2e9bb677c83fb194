package com.sexyresume.projections.rebuild;

import com.sexyresume.projections.rebuild.Rebuild.Mode;
import com.sexyresume.reading.NoSuchRow;
import com.sexyresume.reading.Reader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where projections stand and how they are rebuilt: for auditors and super admins (T30). */
@RestController
@RequestMapping("/v1/admin/projections")
@Tag(name = "Projections", description = "For auditors and super admins")
public class ProjectionsController {

    private static final int LISTED_REBUILDS = 50;
    private static final Pattern WAIT = Pattern.compile("(?:^|[,\\s])wait=(\\d{1,4})(?:$|[,;\\s])");
    private static final int LONGEST_WAIT_SECONDS = 30;
    private static final long WAIT_STEP_NANOS = 50_000_000;

    private final Reader reader;
    private final Rebuilds rebuilds;
    private final ProgressStreams progress;

    ProjectionsController(Reader reader, Rebuilds rebuilds, ProgressStreams progress) {
        this.reader = reader;
        this.rebuilds = rebuilds;
        this.progress = progress;
    }

    /**
     * Where a projection stands.
     *
     * @param position up to which its rows are stored
     * @param lag events behind the head; the stored position trails by up to a second while there is nothing to do
     * @param rows of each of its tables
     */
    record Projection(
            String name,

            @Schema(description = "Absent before it has run") @Nullable
            Long position,

            long head,
            long lag,
            Map<String, Long> rows) {}

    record Listed<T>(List<T> items) {}

    @GetMapping
    @Operation(summary = "List the projections", description = "With their position, their lag and their rows.")
    Listed<Projection> list() {
        Map<String, Long> positions = new HashMap<>();
        long head = reader.readAsAuditor(rows -> {
            rows.sql("SELECT processor_name, min(position) AS position FROM projections.token_entry GROUP BY 1")
                    .query(row -> {
                        positions.put(row.getString("processor_name"), Math.max(0, row.getLong("position")));
                    });
            return rows.sql("SELECT coalesce(max(position), 0) FROM event_store.event")
                    .query(Long.class)
                    .single();
        });
        return new Listed<>(rebuilds.tables().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> projection(entry.getKey(), entry.getValue(), positions.get(entry.getKey()), head))
                .toList());
    }

    private Projection projection(String name, List<String> tables, @Nullable Long position, long head) {
        Map<String, Long> rows = new HashMap<>();
        tables.forEach(table -> rows.put(table, rebuilds.rows(table)));
        return new Projection(name, position, head, Math.max(0, head - (position == null ? 0 : position)), rows);
    }

    @PostMapping("/{name}/rebuild")
    @Operation(
            summary = "Rebuild a projection from the history",
            description = "The same projector runs over the whole history beside the live rows, which go on answering."
                    + " `verify` reports what differs; `apply` also makes the live rows equal, in one transaction."
                    + " Ask the Location for progress, or send `Prefer: wait=10` to be answered with 200 if it has ended"
                    + " within as many seconds. 409 `rebuild-in-progress` while it runs, or waits to be resumed after its"
                    + " process died.")
    @ApiResponse(
            responseCode = "200",
            description = "It has ended",
            headers = {
                @Header(name = "Location", required = true, schema = @Schema(type = "string")),
                @Header(name = "Preference-Applied", schema = @Schema(type = "string"))
            })
    @ApiResponse(
            responseCode = "202",
            description = "It runs",
            headers = @Header(name = "Preference-Applied", schema = @Schema(type = "string")))
    ResponseEntity<Rebuild> rebuild(
            @PathVariable String name,
            @RequestParam(defaultValue = "apply") Mode mode,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer) {
        UUID auditor = reader.readAsAuditor(rows -> reader.caller());
        UUID id = rebuilds.begin(name, mode, auditor);
        OptionalInt wait = wait(prefer);
        Rebuild rebuild = wait.isPresent() ? awaited(name, id, wait.getAsInt()) : get(name, id);
        boolean awaited = wait.isPresent() && rebuild.state().isEnd();
        ResponseEntity.BodyBuilder answer = awaited ? ResponseEntity.ok() : ResponseEntity.accepted();
        wait.ifPresent(seconds -> answer.header("Preference-Applied", "wait=" + seconds));
        return answer.location(location(name, id)).body(rebuild);
    }

    /** The preference {@code wait} of RFC 7240; what is not understood is ignored, as it asks. */
    private static OptionalInt wait(@Nullable String prefer) {
        Matcher wait = WAIT.matcher(prefer == null ? "" : prefer);
        return wait.find()
                ? OptionalInt.of(Math.min(Integer.parseInt(wait.group(1)), LONGEST_WAIT_SECONDS))
                : OptionalInt.empty();
    }

    private Rebuild awaited(String name, UUID id, int seconds) {
        long deadline = System.nanoTime() + seconds * 1_000_000_000L;
        Rebuild rebuild = get(name, id);
        while (!rebuild.state().isEnd() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(WAIT_STEP_NANOS);
            rebuild = get(name, id);
        }
        return rebuild;
    }

    @GetMapping("/{name}/rebuilds")
    @Operation(
            operationId = "projections.rebuilds",
            summary = "List a projection's last rebuilds",
            description = "The newest first, at most 50.")
    Listed<Rebuild> list(@PathVariable String name) {
        return new Listed<>(Rebuild.settled(() -> reader.readAsAuditor(rows -> rows.sql("""
                        SELECT %s FROM projections.rebuild r WHERE projection = ? ORDER BY requested_at DESC, id LIMIT ?
                        """.formatted(Rebuild.COLUMNS))
                .params(name, LISTED_REBUILDS)
                .query(Rebuild::of)
                .list())));
    }

    @GetMapping("/{name}/rebuilds/{id}")
    @Operation(summary = "See how a rebuild goes")
    Rebuild get(@PathVariable String name, @PathVariable UUID id) {
        List<Rebuild> settled = Rebuild.settled(() -> {
            Rebuild found = reader.readAsAuditor(rows -> found(rows, name, id));
            return List.of(found);
        });
        return settled.getFirst();
    }

    @GetMapping(path = "/{name}/rebuilds/{id}/progress", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "Watch how a rebuild goes",
            description =
                    "Server-sent events: `progress` whenever it has changed, `end` with the last state, which ends"
                            + " the stream; comments while nothing changes. A stream that ends without `end` is to be opened"
                            + " again, as an EventSource does; one that is opened again after `end` is answered with 204.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(implementation = Rebuild.class)))
    @ApiResponse(responseCode = "204", description = "The end was told already", content = @Content)
    void progress(
            @PathVariable String name,
            @PathVariable UUID id,
            @Parameter(description = "Of the last event that was seen")
                    @RequestHeader(name = "Last-Event-ID", required = false)
                    @Nullable
                    String lastEventId,
            HttpServletResponse response)
            throws IOException {
        Rebuild first = get(name, id);
        if (ProgressStreams.END.equals(lastEventId)) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
            progress.write(first, () -> get(name, id), response);
        }
    }

    @DeleteMapping("/{name}/rebuilds/{id}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Cancel a rebuild",
            description =
                    "On whatever process it runs, it ends before its next batch or its switch; nothing of it is applied. One that has ended stays as it is.")
    ResponseEntity<Rebuild> cancel(@PathVariable String name, @PathVariable UUID id) {
        get(name, id);
        rebuilds.cancel(name, id);
        return ResponseEntity.accepted().location(location(name, id)).body(get(name, id));
    }

    private static URI location(String name, UUID id) {
        return URI.create("/v1/admin/projections/" + name + "/rebuilds/" + id);
    }

    private static Rebuild found(JdbcClient rows, String name, UUID id) {
        return rows.sql("SELECT " + Rebuild.COLUMNS + " FROM projections.rebuild r WHERE id = ? AND projection = ?")
                .params(id, name)
                .query(Rebuild::of)
                .optional()
                .orElseThrow(() -> new NoSuchRow("rebuild"));
    }
}
