package com.sexyresume.query.resumes;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.sexyresume.reading.Cursor;
import com.sexyresume.reading.InvalidParameter;
import com.sexyresume.reading.NoSuchRow;
import com.sexyresume.reading.Page;
import com.sexyresume.reading.PageRequest;
import com.sexyresume.reading.Reader;
import com.sexyresume.reading.ReadsFrom;
import com.sexyresume.rendering.JsonResumeExport;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController("resumesQueries")
@ReadsFrom(ResumeProjector.NAME)
@Tag(name = "Résumés")
class ResumesController {

    private static final String JSON_PATCH = "application/json-patch+json";
    private static final String JSON_RESUME = "json-resume";

    private static final String COLUMNS =
            "id, title, template, is_active, is_locked, version, created_at, updated_at, deleted_at";

    private final Reader reader;
    private final ResumeVersions versions;

    ResumesController(Reader reader, ResumeVersions versions) {
        this.reader = reader;
        this.versions = versions;
    }

    /** Which résumés a list shows. */
    enum State {
        active,
        inactive,
        deleted,
        all
    }

    /**
     * A résumé in a list.
     *
     * @param title null once its owner is erased
     */
    record ResumeSummary(
            UUID id,
            @Nullable String title,

            @Schema(example = "modern") String template,

            boolean active,

            @Schema(description = "A locked résumé refuses edits")
            boolean locked,

            @Schema(description = "Counts changes from 0; the ETag, for If-Match")
            long version,

            Instant createdAt,
            Instant updatedAt,

            @Schema(description = "Null while it is not deleted") @Nullable
            Instant deletedAt) {

        static ResumeSummary of(ResultSet row, int number) throws SQLException {
            return new ResumeSummary(
                    row.getObject("id", UUID.class),
                    row.getString("title"),
                    row.getString("template"),
                    row.getBoolean("is_active"),
                    row.getBoolean("is_locked"),
                    row.getLong("version"),
                    row.getTimestamp("created_at").toInstant(),
                    row.getTimestamp("updated_at").toInstant(),
                    ResumeProjector.time(row, "deleted_at"));
        }
    }

    /**
     * A résumé as of a version.
     *
     * @param title null once its owner is erased
     * @param data JSON text, null once its owner is erased
     */
    record Resume(
            UUID id,
            @Nullable String title,

            @Schema(example = "modern") String template,

            boolean active,

            @Schema(description = "A locked résumé refuses edits")
            boolean locked,

            @Schema(description = "Counts changes from 0; the ETag, for If-Match")
            long version,

            Instant createdAt,

            @Schema(description = "When this version was recorded")
            Instant updatedAt,

            @Schema(description = "Null while it is not deleted") @Nullable
            Instant deletedAt,

            @JsonRawValue
            @Schema(
                    description = "What the résumé says, an object as `/schemas/resume-data.json` describes it",
                    type = "object",
                    example = "{\"personalInfo\": {\"fullName\": \"Ada Lovelace\"}}")
            @Nullable
            String data) {

        static Resume of(ResultSet row, int number) throws SQLException {
            ResumeSummary summary = ResumeSummary.of(row, number);
            return new Resume(
                    summary.id(),
                    summary.title(),
                    summary.template(),
                    summary.active(),
                    summary.locked(),
                    summary.version(),
                    summary.createdAt(),
                    summary.updatedAt(),
                    summary.deletedAt(),
                    row.getString("data"));
        }

        static Resume asOf(ResumeState state) {
            JsonObject data = state.content().data();
            return new Resume(
                    state.id().value(),
                    state.content().title(),
                    state.content().template(),
                    state.status().active(),
                    state.status().locked(),
                    state.version(),
                    state.createdAt(),
                    state.updatedAt(),
                    state.status().deletedAt(),
                    data == null ? null : data.toString());
        }
    }

    /** What made a version. */
    record Change(
            long version,

            @Schema(description = "Of the event", example = "resumes.resume-patched")
            String type,

            Instant time,

            @Schema(description = "What the version is called; null when it has no label") @Nullable
            String label) {}

    @GetMapping("/v1/resumes")
    @Operation(
            summary = "Your résumés, last changed first",
            description =
                    "Without what they say; `next` of a page is the `cursor` of the next. A résumé that is changed"
                            + " while you go through the pages moves to the top.")
    Page<ResumeSummary> resumes(
            @Parameter(description = "Only these; without it all that are not deleted")
                    @RequestParam(required = false)
                    @Nullable
                    State state,
            @Parameter(description = "Only those in this template") @RequestParam(required = false) @Nullable
                    String template,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, Instant.class, UUID.class);
        Cursor after = page.after();
        List<ResumeSummary> found = reader.read(rows -> rows.sql("SELECT " + COLUMNS + """
                         FROM resumes
                         WHERE user_id = :user
                           AND CASE :state
                                   WHEN 'all' THEN true
                                   WHEN 'active' THEN deleted_at IS NULL AND is_active
                                   WHEN 'inactive' THEN deleted_at IS NULL AND NOT is_active
                                   WHEN 'deleted' THEN deleted_at IS NOT NULL
                                   ELSE deleted_at IS NULL
                               END
                           AND (:template::text IS NULL OR template = :template)
                           AND (:time::timestamptz IS NULL OR (updated_at, id) < (:time, :id::uuid))
                         ORDER BY updated_at DESC, id DESC
                         LIMIT :limit
                        """)
                .param("user", reader.caller())
                .param("state", state == null ? "" : state.name())
                .param("template", template)
                .param("time", after == null ? null : Timestamp.from(after.time(0)))
                .param("id", after == null ? null : after.uuid(1))
                .param("limit", page.fetch())
                .query(ResumeSummary::of)
                .list());
        return Page.of(found, page, last -> Cursor.of(last.updatedAt(), last.id()));
    }

    @GetMapping("/v1/resumes/{id}")
    @Operation(
            summary = "A résumé, now or as it was",
            description = "Without parameters the last version, whose ETag is for If-Match; deleted ones are shown too."
                    + " 404 when you have no such résumé, or it has no such version.")
    ResponseEntity<Resume> resume(
            @PathVariable UUID id,
            @Parameter(description = "This version, counted from 0") @RequestParam(required = false) @Nullable
                    Long version,
            @Parameter(description = "The version that was the last one at this time", example = "2026-11-22T10:00:00Z")
                    @RequestParam(required = false)
                    @Nullable
                    Instant at) {
        Resume resume = find(id, version, at);
        return ResponseEntity.ok().eTag(eTag(resume.version())).body(resume);
    }

    private Resume find(UUID id, @Nullable Long version, @Nullable Instant at) {
        if (version != null && at != null) {
            throw new InvalidParameter("at", "A version is named by its number or by a time, not by both.");
        }
        if (version != null) {
            return Resume.asOf(versions.of(id, version));
        }
        if (at != null) {
            return Resume.asOf(versions.at(id, at));
        }
        return reader.read(rows -> rows.sql(
                                "SELECT " + COLUMNS + ", data::text FROM resumes WHERE user_id = :user AND id = :id")
                        .param("user", reader.caller())
                        .param("id", id)
                        .query(Resume::of)
                        .optional())
                .orElseThrow(() -> new NoSuchRow("résumé"));
    }

    @GetMapping("/v1/resumes/{id}/history")
    @Operation(
            summary = "What happened to a résumé, newest first",
            description = "One item for each version; `next` of a page is the `cursor` of the next.")
    Page<Change> history(
            @PathVariable UUID id,
            @Parameter(description = "Only later versions than this one") @RequestParam(required = false) @Nullable
                    Long after,
            @Parameter(description = "Only versions with a label") @RequestParam(defaultValue = "false")
                    boolean labelled,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, Long.class);
        Cursor before = page.after();
        List<Change> found = reader.read(rows -> {
            if (rows.sql("SELECT FROM resumes WHERE user_id = :user AND id = :id")
                    .param("user", reader.caller())
                    .param("id", id)
                    .query((row, number) -> true)
                    .optional()
                    .isEmpty()) {
                throw new NoSuchRow("résumé");
            }
            return rows.sql("""
                            SELECT version, type, recorded_at, label
                            FROM resume_history
                            WHERE user_id = :user
                              AND resume_id = :id
                              AND version > :after
                              AND version < :before
                              AND (label IS NOT NULL OR NOT :labelled)
                            ORDER BY version DESC
                            LIMIT :limit
                            """)
                    .param("user", reader.caller())
                    .param("id", id)
                    .param("after", after == null ? -1 : after)
                    .param("before", before == null ? Long.MAX_VALUE : before.number(0))
                    .param("labelled", labelled)
                    .param("limit", page.fetch())
                    .query((row, number) -> new Change(
                            row.getLong("version"),
                            row.getString("type"),
                            row.getTimestamp("recorded_at").toInstant(),
                            row.getString("label")))
                    .list();
        });
        return Page.of(found, page, last -> Cursor.of(last.version()));
    }

    @GetMapping(
            path = "/v1/resumes/{id}/diff",
            produces = {JSON_PATCH, MediaType.APPLICATION_JSON_VALUE})
    @Operation(
            summary = "What differs between two versions",
            description = "A JSON Patch (RFC 6902) that makes the data of `from` into that of `to`; `to` may be the"
                    + " earlier one. Title, template and the rest are in the history. Where little stayed as it was, it"
                    + " replaces more than it must.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content =
                                    @Content(
                                            mediaType = JSON_PATCH,
                                            schema = @Schema(ref = "JsonPatch"),
                                            examples = @ExampleObject("""
                                                            [{"op": "replace", "path": "/personalInfo/phone", "value": ""}]
                                                            """))))
    ResponseEntity<byte[]> diff(
            @PathVariable UUID id,
            @Parameter(description = "A version, counted from 0") @RequestParam long from,
            @Parameter(description = "A version, counted from 0") @RequestParam long to) {
        JsonObject before = data(versions.of(id, from));
        JsonObject after = data(versions.of(id, to));
        return ResponseEntity.ok().body(utf8(JsonDifference.between(before, after)));
    }

    private static JsonObject data(ResumeState state) {
        JsonObject data = state.content().data();
        return data == null
                ? JsonValue.EMPTY_JSON_OBJECT
                : JsonValues.normal(data).asJsonObject();
    }

    @GetMapping(path = "/v1/resumes/{id}/export", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "A résumé in another format",
            description =
                    "JSON Resume 1.x: what was imported in that format comes out as an equal document, and what was"
                            + " edited since, as edited.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            headers = {
                                @Header(name = "ETag", schema = @Schema(type = "string")),
                                @Header(name = "Content-Disposition", schema = @Schema(type = "string"))
                            },
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(type = "object"),
                                            examples = @ExampleObject("""
                                                            {"basics": {"name": "Ada Lovelace"}, "work": [{"name": "Analytical Engines"}]}
                                                            """))))
    ResponseEntity<byte[]> export(
            @PathVariable UUID id,
            @Parameter(schema = @Schema(allowableValues = JSON_RESUME)) @RequestParam(defaultValue = JSON_RESUME)
                    String format,
            @Parameter(description = "This version, counted from 0; the last one without it")
                    @RequestParam(required = false)
                    @Nullable
                    Long version) {
        if (!format.equals(JSON_RESUME)) {
            throw new InvalidParameter("format", "The formats are: " + JSON_RESUME + ".");
        }
        Resume resume = find(id, version, null);
        return ResponseEntity.ok()
                .eTag(eTag(resume.version()))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"resume.json\"")
                .body(utf8(JsonResumeExport.of(JsonValues.object(resume.data()))));
    }

    private static String eTag(long version) {
        return "\"" + version + "\"";
    }

    private static byte[] utf8(JsonValue json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
