package com.sexyresume.query.exports;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.sexyresume.events.exports.ExportFailure;
import com.sexyresume.reading.Cursor;
import com.sexyresume.reading.NoSuchRow;
import com.sexyresume.reading.Page;
import com.sexyresume.reading.PageRequest;
import com.sexyresume.reading.Reader;
import com.sexyresume.reading.ReadsFrom;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How a user's exports go (T20). */
@RestController("exportsQueries")
@ReadsFrom(ExportsProjector.NAME)
@Tag(name = "Exports")
class ExportsController {

    private static final String COLUMNS = "id, resume_id, resume_version, format, template, locale, status, cost,"
            + " size_bytes, sha256, media_type, page_count, ats::text, failure, downloaded_at, expires_at, created_at";
    private static final Cursor AFTER_ALL = Cursor.of(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

    private final Reader reader;

    ExportsController(Reader reader) {
        this.reader = reader;
    }

    /**
     * An export.
     *
     * @param ats what of a PDF a machine can read
     * @param failure why there is no file
     */
    record Export(
            UUID id,
            UUID resumeId,
            long resumeVersion,

            @Schema(allowableValues = {"pdf", "docx", "json", "md", "txt"})
            String format,

            @Schema(example = "modern") String template,

            @Schema(example = "en-GB") String locale,

            @Schema(allowableValues = {"pending", "completed", "failed"})
            String status,

            @Schema(description = "Credits; given back when it fails")
            int cost,

            @Nullable Long sizeBytes,
            @Nullable String sha256,
            @Nullable String mediaType,
            @Nullable Integer pageCount,

            @Schema(
                    type = "object",
                    description = "Of a PDF: `passed`, `readsInOrder`, and which `fields` (by JSON Pointer into the"
                            + " JSON Resume document) and `sections` a machine finds in its text, on which page")
            @JsonRawValue
            @Nullable
            String ats,

            @Schema(implementation = ExportFailure.class) @Nullable
            String failure,

            @Nullable Instant downloadedAt,

            @Schema(description = "When the file and this record are deleted") @Nullable
            Instant expiresAt,

            Instant createdAt) {

        static Export of(ResultSet row, int number) throws SQLException {
            return new Export(
                    row.getObject("id", UUID.class),
                    row.getObject("resume_id", UUID.class),
                    row.getLong("resume_version"),
                    row.getString("format"),
                    row.getString("template"),
                    row.getString("locale"),
                    row.getString("status"),
                    row.getInt("cost"),
                    row.getObject("size_bytes", Long.class),
                    row.getString("sha256"),
                    row.getString("media_type"),
                    row.getObject("page_count", Integer.class),
                    row.getString("ats"),
                    row.getString("failure"),
                    instant(row.getTimestamp("downloaded_at")),
                    instant(row.getTimestamp("expires_at")),
                    row.getTimestamp("created_at").toInstant());
        }

        private static @Nullable Instant instant(@Nullable Timestamp time) {
            return time == null ? null : time.toInstant();
        }
    }

    @GetMapping("/v1/me/exports")
    @Operation(
            summary = "Your exports, newest first",
            description = "Those whose file is not deleted: all of them, or those of one résumé.")
    Page<Export> exports(
            @RequestParam(required = false) @Nullable UUID resumeId,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, Instant.class, UUID.class);
        Cursor after = page.after() == null ? AFTER_ALL : page.after();
        List<Export> found = reader.read(rows -> rows.sql("SELECT " + COLUMNS + """
                         FROM exports
                         WHERE user_id = :user
                           AND (created_at, id) < (:time, :id)
                           AND (:resume::uuid IS NULL OR resume_id = :resume::uuid)
                         ORDER BY created_at DESC, id DESC
                         LIMIT :limit
                        """)
                .param("user", reader.caller())
                .param("time", Timestamp.from(after.time(0)))
                .param("id", after.uuid(1))
                .param("resume", resumeId)
                .param("limit", page.fetch())
                .query(Export::of)
                .list());
        return Page.of(found, page, last -> Cursor.of(last.createdAt(), last.id()));
    }

    @GetMapping("/v1/exports/{id}")
    @Operation(summary = "How an export goes", description = "404 when it is nobody's or its file was deleted.")
    Export export(@PathVariable UUID id) {
        return reader.read(rows -> rows.sql("SELECT " + COLUMNS + " FROM exports WHERE user_id = ? AND id = ?")
                        .params(reader.caller(), id)
                        .query(Export::of)
                        .optional())
                .orElseThrow(() -> new NoSuchRow("export"));
    }
}
