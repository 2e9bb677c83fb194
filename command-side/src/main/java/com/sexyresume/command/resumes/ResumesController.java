package com.sexyresume.command.resumes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.sexyresume.command.resumes.ResumeCommand.ActivateResume;
import com.sexyresume.command.resumes.ResumeCommand.CreateResume;
import com.sexyresume.command.resumes.ResumeCommand.Creation;
import com.sexyresume.command.resumes.ResumeCommand.DeactivateResume;
import com.sexyresume.command.resumes.ResumeCommand.DeleteResume;
import com.sexyresume.command.resumes.ResumeCommand.DuplicateResume;
import com.sexyresume.command.resumes.ResumeCommand.ImportResume;
import com.sexyresume.command.resumes.ResumeCommand.LabelVersion;
import com.sexyresume.command.resumes.ResumeCommand.LockResume;
import com.sexyresume.command.resumes.ResumeCommand.MergeResume;
import com.sexyresume.command.resumes.ResumeCommand.PatchResume;
import com.sexyresume.command.resumes.ResumeCommand.RenameResume;
import com.sexyresume.command.resumes.ResumeCommand.ReplaceData;
import com.sexyresume.command.resumes.ResumeCommand.RestoreVersion;
import com.sexyresume.command.resumes.ResumeCommand.SelectTemplate;
import com.sexyresume.command.resumes.ResumeCommand.UndeleteResume;
import com.sexyresume.command.resumes.ResumeCommand.UnlockResume;
import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.events.UserId;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.events.resumes.ResumesEvent.Format;
import com.sexyresume.quotas.Quota;
import com.sexyresume.quotas.Quotas;
import com.sexyresume.sending.Answers;
import com.sexyresume.sending.Answers.Written;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.Commands;
import com.sexyresume.sending.Receipt;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.json.JsonValue;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController("resumesCommands")
@Tag(name = "Résumés")
class ResumesController {

    private static final String RESUMES = "/v1/resumes";
    private static final String RESUME = RESUMES + "/{id}";
    private static final String JSON_PATCH = "application/json-patch+json";
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private static final String EDIT = """
             Needs If-Match: 428 `version-required`, 412 `stale-version` with what you missed. 409 `resume-locked`, \
            `resume-deleted`.""";

    private static final String DATA_EXAMPLE = """
            {"personalInfo": {"fullName": "Ada Lovelace", "email": "ada@example.org"},
             "experience": [{"id": "engine", "company": "Analytical Engines", "position": "Programmer",
                             "startDate": "1842-10", "current": true, "description": "Notes on the engine.",
                             "achievements": ["Note G"]}],
             "skills": [{"id": "math", "name": "Mathematics", "level": "Expert", "category": "Technical"}]}""";

    private final Commands commands;
    private final Quotas quotas;
    private final ResumeHistory history;

    ResumesController(Commands commands, Quotas quotas, ResumeHistory history) {
        this.commands = commands;
        this.quotas = quotas;
        this.history = history;
    }

    /** What a new résumé is made of. */
    @Schema(example = "{\"title\": \"Engineer\", \"template\": \"technical\", \"data\": " + DATA_EXAMPLE + "}")
    record NewResume(
            @Schema(description = "1 to 200 characters", defaultValue = Resume.DEFAULT_TITLE) @Nullable
            String title,

            @TemplateName @Nullable String template,

            @Schema(description = "An object as `/schemas/resume-data.json` describes it; empty by default") @Nullable
            JsonNode data) {}

    /** What a document may be written in. */
    @Schema(enumAsRef = true)
    enum DocumentFormat {
        @JsonProperty("json-resume")
        JSON_RESUME(Format.JSON_RESUME),
        @JsonProperty("resume-data")
        RESUME_DATA(Format.RESUME_DATA);

        private final Format format;

        DocumentFormat(Format format) {
            this.format = format;
        }
    }

    /** A document and what it is written in. */
    @Schema(example = """
            {"format": "json-resume",
             "title": "Engineer",
             "document": {"basics": {"name": "Ada Lovelace", "location": {"city": "London", "countryCode": "GB"}},
                          "work": [{"name": "Analytical Engines", "position": "Programmer", "startDate": "1842-10-01"}],
                          "languages": [{"language": "French", "fluency": "Fluent"}]}}""")
    record ImportedDocument(
            DocumentFormat format,

            @Schema(description = "1 to 200 characters", defaultValue = Resume.DEFAULT_TITLE) @Nullable
            String title,

            @TemplateName @Nullable String template,

            @Schema(
                    description =
                            "As `/schemas/json-resume.json` or `/schemas/resume-data.json` describes it, or as people"
                                    + " write it; entries without an id get one")
            JsonNode document) {}

    /**
     * What an import answers.
     *
     * @param id of the résumé
     * @param version of the stream, counted from 0; the same as in the ETag
     * @param position the global position at which it is recorded
     * @param notes what of the document is kept and stands in no field
     */
    record ImportWritten(
            @Schema(description = "What was created") UUID id,

            @Schema(description = "The new version; send it as If-Match", example = "3")
            long version,

            @Schema(description = "Send it as Min-Position to read your own write", example = "42")
            long position,

            @ArraySchema(
                    arraySchema =
                            @Schema(
                                    description = "Fields that are empty because they cannot say what the document"
                                            + " says; it is kept, and exported as long as they are"))
            List<DocumentImport.Note> notes) {}

    /** What a copy is called. */
    record Copy(
            @Schema(description = "1 to 200 characters; the original's by default", example = "Engineer, for Babbage")
            @Nullable
            String title) {}

    /** What a résumé is called. */
    record Title(
            @Schema(description = "1 to 200 characters", example = "Engineer")
            String title) {}

    /** How a résumé is laid out. */
    record TemplateSelection(@TemplateName String template) {}

    /** What a version is called. */
    record Label(
            @Schema(description = "Up to 200 characters; empty takes the label away", example = "sent to Babbage")
            String label) {}

    /**
     * What is missing before a résumé is complete (D59).
     *
     * @param version that was looked at
     */
    record Completeness(
            @Schema(description = "Whether the data satisfies `/schemas/resume-data-complete.json`")
            boolean complete,

            @Schema(example = "3") long version,

            @ArraySchema(arraySchema = @Schema(description = "Empty when it is complete"))
            List<Violation> missing) {}

    @PostMapping(RESUMES)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Begin a résumé",
            description = "Every field may be left out: a résumé begins as `My Resume`, `modern` and empty. 422"
                    + " `resume-invalid` tells each place that is wrong; 422 `unknown-template` the templates.")
    ResponseEntity<Written> create(@RequestBody NewResume body, CommandRequest request) {
        JsonNode data = body.data();
        return created(
                new CreateResume(
                        new ResumeId(request.newId()),
                        request.caller(),
                        title(body.title()),
                        template(body.template()),
                        data == null ? JsonValue.EMPTY_JSON_OBJECT : JsonValues.of(data)),
                request);
    }

    @PostMapping(RESUMES + "/import")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Make a résumé of a document",
            description = "Of JSON Resume as people write it (1.x, 0.0, and what is between them), of what Reactive"
                    + " Resume, RenderCV and Europass export, or of data of this system: what a document is written in"
                    + " shows in itself. What the data cannot say is kept, and exported again; `notes` tell it where a"
                    + " field stays empty because of that. 422 `resume-invalid` tells each place that is wrong.")
    ResponseEntity<ImportWritten> importDocument(@RequestBody ImportedDocument body, CommandRequest request) {
        UUID id = request.newId();
        ImportResume command = new ImportResume(
                new ResumeId(id),
                request.caller(),
                body.format().format,
                title(body.title()),
                template(body.template()),
                JsonValues.of(body.document()));
        Receipt receipt = quotas.send(Quota.RESUMES, command, request);
        return Answers.createdSaying(
                URI.create(RESUMES + "/" + id),
                receipt,
                new ImportWritten(
                        id,
                        receipt.version(),
                        receipt.position(),
                        command.read().notes()));
    }

    @PostMapping(RESUME + "/duplicates")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Copy a résumé",
            description = "As it is now; with If-Match, only if it still has that version. The body may be left out.")
    ResponseEntity<Written> duplicate(
            @PathVariable UUID id, @RequestBody(required = false) @Nullable Copy body, CommandRequest request) {
        ResumeId source = new ResumeId(id);
        return created(
                new DuplicateResume(
                        new ResumeId(request.newId()),
                        request.caller(),
                        source,
                        history.last(request.caller(), source),
                        request.ifMatch(),
                        body == null ? null : body.title()),
                // The version is one of the source, not of the copy.
                request.withoutVersion());
    }

    @PutMapping(RESUME + "/data")
    @Operation(
            summary = "Replace what a résumé says",
            description = "422 `resume-invalid` tells each place that is wrong." + EDIT)
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = "object", description = "As `/schemas/resume-data.json` says"),
                            examples = @ExampleObject(DATA_EXAMPLE)))
    ResponseEntity<Written> replaceData(@PathVariable UUID id, @RequestBody JsonNode data, CommandRequest request) {
        return ok(new ReplaceData(new ResumeId(id), request.caller(), JsonValues.of(data)), request);
    }

    /** The two mappings are one operation of the API, and are described alike. */
    @Operation(
            operationId = "resumes.patch",
            summary = "Edit what a résumé says",
            description = "By JSON Patch (RFC 6902) or merge patch (RFC 7396), on the data: all of it or nothing. 409"
                    + " `patch-test-failed`, 422 `patch-path-missing`, `patch-invalid` with a pointer into the patch; 422"
                    + " `resume-invalid` with pointers into the data as it would be." + EDIT)
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content = {
                @Content(mediaType = JSON_PATCH, schema = @Schema(ref = "JsonPatch"), examples = @ExampleObject("""
                                        [{"op": "test", "path": "/experience/0/id", "value": "engine"},
                                         {"op": "replace", "path": "/experience/0/position", "value": "Analyst"},
                                         {"op": "add", "path": "/experience/0/achievements/-", "value": "Note A"}]""")),
                @Content(
                        mediaType = MERGE_PATCH,
                        schema = @Schema(ref = "MergePatch"),
                        examples =
                                @ExampleObject(
                                        "{\"personalInfo\": {\"phone\": \"+44 20 7946 0000\", \"website\": null}}"))
            })
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Patch {}

    @PatchMapping(path = RESUME, consumes = JSON_PATCH)
    @Patch
    ResponseEntity<Written> patch(@PathVariable UUID id, @RequestBody JsonNode patch, CommandRequest request) {
        return ok(new PatchResume(new ResumeId(id), request.caller(), JsonValues.of(patch)), request);
    }

    @PatchMapping(path = RESUME, consumes = MERGE_PATCH)
    @Patch
    ResponseEntity<Written> merge(@PathVariable UUID id, @RequestBody JsonNode patch, CommandRequest request) {
        return ok(new MergeResume(new ResumeId(id), request.caller(), JsonValues.of(patch)), request);
    }

    @PutMapping(RESUME + "/title")
    @Operation(summary = "Rename a résumé", description = EDIT)
    ResponseEntity<Written> rename(@PathVariable UUID id, @RequestBody Title body, CommandRequest request) {
        return ok(new RenameResume(new ResumeId(id), request.caller(), body.title()), request);
    }

    @PutMapping(RESUME + "/template")
    @Operation(summary = "Select a template", description = "422 `unknown-template` tells the templates." + EDIT)
    ResponseEntity<Written> selectTemplate(
            @PathVariable UUID id, @RequestBody TemplateSelection body, CommandRequest request) {
        return ok(new SelectTemplate(new ResumeId(id), request.caller(), body.template()), request);
    }

    @PostMapping(RESUME + "/activation")
    @Operation(summary = "Activate a résumé", description = EDIT)
    ResponseEntity<Written> activate(@PathVariable UUID id, CommandRequest request) {
        return ok(new ActivateResume(new ResumeId(id), request.caller()), request);
    }

    @DeleteMapping(RESUME + "/activation")
    @Operation(summary = "Deactivate a résumé", description = EDIT)
    ResponseEntity<Written> deactivate(@PathVariable UUID id, CommandRequest request) {
        return ok(new DeactivateResume(new ResumeId(id), request.caller()), request);
    }

    @PostMapping(RESUME + "/lock")
    @Operation(
            summary = "Lock a résumé",
            description = "It refuses edits and deletion until it is unlocked; versions can still be labelled." + EDIT)
    ResponseEntity<Written> lock(@PathVariable UUID id, CommandRequest request) {
        return ok(new LockResume(new ResumeId(id), request.caller()), request);
    }

    @DeleteMapping(RESUME + "/lock")
    @Operation(summary = "Unlock a résumé", description = EDIT)
    ResponseEntity<Written> unlock(@PathVariable UUID id, CommandRequest request) {
        return ok(new UnlockResume(new ResumeId(id), request.caller()), request);
    }

    @DeleteMapping(RESUME)
    @Operation(summary = "Delete a résumé", description = "Its history stays, and it can be restored." + EDIT)
    ResponseEntity<Written> delete(@PathVariable UUID id, CommandRequest request) {
        return ok(new DeleteResume(new ResumeId(id), request.caller()), request);
    }

    @PostMapping(RESUME + "/restoration")
    @Operation(summary = "Restore a deleted résumé", description = EDIT)
    ResponseEntity<Written> undelete(@PathVariable UUID id, CommandRequest request) {
        return ok(new UndeleteResume(new ResumeId(id), request.caller()), request);
    }

    @PutMapping(RESUME + "/versions/{version}/label")
    @Operation(
            summary = "Label a version",
            description = "404 when there is no such version; 409 `too-many-labels`." + EDIT)
    ResponseEntity<Written> label(
            @PathVariable UUID id,
            @Parameter(description = "Counted from 0") @PathVariable long version,
            @RequestBody Label body,
            CommandRequest request) {
        return ok(new LabelVersion(new ResumeId(id), request.caller(), version, body.label()), request);
    }

    @PostMapping(RESUME + "/versions/{version}/restoration")
    @Operation(
            summary = "Restore a version",
            description = "Title, template and data become what they were; this makes a new version, nothing is lost."
                    + " 404 when there is no such version." + EDIT)
    ResponseEntity<Written> restore(
            @PathVariable UUID id,
            @Parameter(description = "Counted from 0") @PathVariable long version,
            CommandRequest request) {
        ResumeId resume = new ResumeId(id);
        // Before the history is read, which may be long.
        CommandRequest versioned = request.withVersion();
        Resume then = history.at(request.caller(), resume, version);
        return ok(new RestoreVersion(resume, request.caller(), version, then), versioned);
    }

    @GetMapping(RESUME + "/completeness")
    @Operation(
            summary = "What a résumé lacks",
            description = "Judged by `/schemas/resume-data-complete.json`, and by what a schema cannot say: no entry"
                    + " ends before it starts.")
    ResponseEntity<Completeness> completeness(@PathVariable UUID id, Principal caller) {
        UserId user = new UserId(UUID.fromString(caller.getName()));
        Resume resume = history.last(user, new ResumeId(id));
        if (!user.equals(resume.owner())) {
            throw new CommandRejected(new NoSuchThing("résumé"));
        }
        List<Violation> missing = ResumeSchema.complete(resume.data().json());
        return ResponseEntity.ok()
                .eTag("\"" + resume.version() + "\"")
                .body(new Completeness(missing.isEmpty(), resume.version(), missing));
    }

    private ResponseEntity<Written> created(Creation command, CommandRequest request) {
        UUID id = command.resumeId().value();
        return Answers.created(URI.create(RESUMES + "/" + id), id, quotas.send(Quota.RESUMES, command, request));
    }

    private ResponseEntity<Written> ok(ResumeCommand command, CommandRequest request) {
        return Answers.ok(commands.send(command, request.withVersion()));
    }

    private static String title(@Nullable String title) {
        return title == null ? Resume.DEFAULT_TITLE : title;
    }

    private static String template(@Nullable String template) {
        return template == null ? Resume.DEFAULT_TEMPLATE : template;
    }
}
