package com.sexyresume.command.resumes;

import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.deciding.NoSuchThing;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The JSON Schemas that documents are judged by (C15), for anyone. */
@RestController
@Tag(name = "Schemas")
class SchemasController {

    private static final MediaType SCHEMA = MediaType.parseMediaType("application/schema+json");

    @GetMapping("/schemas/{name}")
    @SecurityRequirements
    @Operation(
            summary = "A published JSON Schema (2020-12)",
            description = """
                    `resume-data.json` is what every version of a résumé's data satisfies: fields may be missing. \
                    `resume-data-complete.json` is what it satisfies when nothing is missing. `json-resume.json` is what \
                    an import in the format `json-resume` takes.""",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content =
                                    @Content(mediaType = "application/schema+json", schema = @Schema(type = "object"))))
    ResponseEntity<byte[]> schema(
            @Parameter(
                            schema =
                                    @Schema(
                                            allowableValues = {
                                                "resume-data.json",
                                                "resume-data-complete.json",
                                                "json-resume.json"
                                            }))
                    @PathVariable
                    String name) {
        String text = ResumeSchema.TEXTS.get(name);
        if (text == null) {
            throw new CommandRejected(new NoSuchThing("schema"));
        }
        return ResponseEntity.ok()
                .contentType(SCHEMA)
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
                .body(text.getBytes(StandardCharsets.UTF_8));
    }
}
