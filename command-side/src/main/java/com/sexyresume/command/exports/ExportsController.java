package com.sexyresume.command.exports;

import com.sexyresume.command.exports.ExportsCommand.DeleteExport;
import com.sexyresume.command.exports.ExportsCommand.DownloadExport;
import com.sexyresume.command.exports.ExportsCommand.RequestExport;
import com.sexyresume.command.exports.ExportsRefusal.CharactersNotShown;
import com.sexyresume.command.exports.ExportsRefusal.ExportExpiredAlready;
import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.deciding.Streams;
import com.sexyresume.events.UserId;
import com.sexyresume.events.exports.ExportFormat;
import com.sexyresume.events.exports.ExportId;
import com.sexyresume.events.exports.ExportsEvent.ExportRequested;
import com.sexyresume.events.payments.Entitlement;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.language.PinnedResume;
import com.sexyresume.language.PinnedResumes;
import com.sexyresume.quotas.Entitlements;
import com.sexyresume.quotas.Quota;
import com.sexyresume.quotas.Quotas;
import com.sexyresume.rendering.ResumeRenderer;
import com.sexyresume.sending.Answers;
import com.sexyresume.sending.Answers.Written;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.Commands;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.json.Json;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Files of résumés; whether one may be downloaded is judged from the export's stream, never from a projection. */
@RestController("exportsCommands")
@Tag(name = "Exports")
class ExportsController {

    private static final String DEFAULT_LOCALE = "en";
    private static final Set<Entitlement> UNLOCKING = Set.of(Entitlement.PREMIUM, Entitlement.EXPORT_UNLOCKED);

    private final Commands commands;
    private final Quotas quotas;
    private final Streams streams;
    private final PinnedResumes resumes;
    private final Entitlements entitlements;
    private final ExportFiles files;
    private final ExportProperties properties;
    private final ObjectProvider<ResumeRenderer> renderer;

    ExportsController(
            Commands commands,
            Quotas quotas,
            Streams streams,
            PinnedResumes resumes,
            Entitlements entitlements,
            ExportFiles files,
            ExportProperties properties,
            ObjectProvider<ResumeRenderer> renderer) {
        this.commands = commands;
        this.quotas = quotas;
        this.streams = streams;
        this.resumes = resumes;
        this.entitlements = entitlements;
        this.files = files;
        this.properties = properties;
        this.renderer = renderer;
    }

    /** The formats as they are written in JSON. */
    enum FormatName {
        pdf,
        docx,
        json,
        md,
        txt;

        ExportFormat format() {
            return ExportFormat.valueOf(name().toUpperCase(Locale.ROOT));
        }
    }

    /** The templates as they are written in JSON. */
    enum ExportTemplate {
        modern,
        classic,
        minimal,
        professional,
        creative,
        executive,
        technical,
        compact
    }

    /**
     * What file is wanted.
     *
     * @param template the résumé's own without it
     * @param version of the résumé, counted from 0; the last one without it
     * @param locale language of headings and months, and the size of paper
     */
    record NewExport(
            @NotNull FormatName format,
            @Nullable ExportTemplate template,

            @Schema(description = "Of the résumé, counted from 0; the last one without it") @Nullable @Min(0)
            Long version,

            @Schema(
                    description = "Language of headings (de, el, en, es, fr, ru) and, by country, size of paper",
                    example = "en-GB",
                    defaultValue = DEFAULT_LOCALE)
            @Nullable
            @Pattern(regexp = "[a-z]{2}(-[A-Z]{2})?")
            String locale) {}

    @PostMapping("/v1/resumes/{id}/exports")
    @Operation(
            summary = "Export a résumé",
            description = "Read how it goes at the Location. JSON, Markdown and text are free; PDF and DOCX are for"
                    + " whoever has `premium` or `export_unlocked`, and cost credits otherwise: without enough of"
                    + " them the export fails with `insufficient-credits`. A PDF that could not show all of the"
                    + " résumé's characters is refused before it costs anything (422 `characters-not-shown`). The file"
                    + " lives for a day. 429 `quota-reached` until the next day.",
            responses = @ApiResponse(responseCode = "202"))
    ResponseEntity<Written> request(@PathVariable UUID id, @Valid @RequestBody NewExport body, CommandRequest request) {
        PinnedResume resume = resumes.read(request.caller(), new ResumeId(id), body.version());
        ExportFormat format = body.format().format();
        ExportTemplate template = body.template();
        String templateName = template == null ? resume.template() : template.name();
        String locale = Objects.requireNonNullElse(body.locale(), DEFAULT_LOCALE);
        List<String> missing = RenderedExport.missing(format, templateName, locale, resume, renderer.getObject());
        if (!missing.isEmpty()) {
            throw new CommandRejected(new CharactersNotShown(missing));
        }
        boolean isUnlocked = !Collections.disjoint(entitlements.of(request.caller(), Instant.now()), UNLOCKING);
        UUID export = request.newId();
        return Answers.accepted(
                URI.create("/v1/exports/" + export),
                export,
                quotas.send(
                        Quota.EXPORTS,
                        new RequestExport(
                                new ExportId(export),
                                request.caller(),
                                resume.id(),
                                resume.version(),
                                format,
                                templateName,
                                locale,
                                properties.cost(format, isUnlocked),
                                properties.lifetime().toSeconds()),
                        // The version is one of the résumé, not of the export.
                        request.withoutVersion()));
    }

    @GetMapping("/v1/exports/{id}/file")
    @Operation(
            summary = "Download an export",
            description = "409 `export-not-ready` while there is no file, 410 `export-expired` when it was deleted.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            headers = {
                                @Header(
                                        name = "ETag",
                                        description = "SHA-256 of the file",
                                        schema = @Schema(type = "string")),
                                @Header(name = "Content-Disposition", schema = @Schema(type = "string"))
                            },
                            content = {
                                @Content(mediaType = "application/pdf", schema = @Schema(format = "binary")),
                                @Content(
                                        mediaType =
                                                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                                        schema = @Schema(format = "binary")),
                                @Content(mediaType = "application/json", schema = @Schema(type = "object")),
                                @Content(mediaType = "text/markdown", schema = @Schema(type = "string")),
                                @Content(mediaType = "text/plain", schema = @Schema(type = "string"))
                            }))
    ResponseEntity<byte[]> download(@PathVariable UUID id, CommandRequest request) {
        ExportId export = new ExportId(id);
        var _ = commands.send(new DownloadExport(export, request.caller()), request);
        byte[] file = files.read(export);
        if (file == null
                || !(streams.read(ExportsStreams.EXPORT, export)
                        instanceof Export.Completed(var made, var completed, var _))) {
            throw new CommandRejected(new ExportExpiredAlready());
        }
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(completed.mediaType()))
                .eTag("\"" + completed.sha256() + "\"")
                .cacheControl(CacheControl.noStore())
                .header("X-Content-Type-Options", "nosniff")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        attachment(fileName(made)).toString())
                .body(file);
    }

    /** What an export was made of. */
    record ExportSource(
            UUID resumeId,
            long version,
            String title,
            String template,

            @Schema(type = "object", description = "As `/schemas/resume-data.json` describes it")
            JsonNode data) {}

    @GetMapping(path = "/v1/exports/{id}/source", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "What an export was made of",
            description = "The résumé exactly as it was in the exported version, however it was edited since."
                    + " 410 `export-expired` when the export was deleted.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = ExportSource.class))))
    ResponseEntity<byte[]> source(@PathVariable UUID id, Principal caller) {
        UserId user = new UserId(UUID.fromString(caller.getName()));
        if (!(streams.read(ExportsStreams.EXPORT, new ExportId(id)) instanceof Export.Asked export)
                || !export.request().userId().equals(user)) {
            throw new CommandRejected(new NoSuchThing("export"));
        }
        if (export instanceof Export.Over) {
            throw new CommandRejected(new ExportExpiredAlready());
        }
        ExportRequested request = export.request();
        PinnedResume resume = resumes.read(user, request.resumeId(), request.resumeVersion());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.createObjectBuilder()
                        .add("resumeId", resume.id().toString())
                        .add("version", resume.version())
                        .add("title", resume.title())
                        .add("template", request.template())
                        .add("data", resume.data())
                        .build()
                        .toString()
                        .getBytes(StandardCharsets.UTF_8));
    }

    @DeleteMapping("/v1/exports/{id}")
    @Operation(summary = "Delete an export", description = "409 `export-not-ready` while it is worked on.")
    ResponseEntity<Written> delete(@PathVariable UUID id, CommandRequest request) {
        return Answers.ok(commands.send(new DeleteExport(new ExportId(id), request.caller()), request));
    }

    /** A name in other letters than ASCII's needs a form of its own (RFC 6266). */
    private static ContentDisposition attachment(String fileName) {
        boolean isPlain = StandardCharsets.US_ASCII.newEncoder().canEncode(fileName);
        return isPlain
                ? ContentDisposition.attachment().filename(fileName).build()
                : ContentDisposition.attachment()
                        .filename(fileName, StandardCharsets.UTF_8)
                        .build();
    }

    /** Says whose résumé it is, so that whoever gets many of them can tell them apart. */
    private String fileName(ExportRequested request) {
        PinnedResume resume = resumes.read(request.userId(), request.resumeId(), request.resumeVersion());
        return FileName.of(resume, RenderedExport.format(request.format()).extension());
    }
}
