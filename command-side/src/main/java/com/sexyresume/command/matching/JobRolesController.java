package com.sexyresume.command.matching;

import com.sexyresume.command.matching.MatchingCommand.DefineJobRole;
import com.sexyresume.command.matching.MatchingCommand.MapTemplate;
import com.sexyresume.command.matching.MatchingCommand.RetireJobRole;
import com.sexyresume.command.matching.MatchingCommand.ReviseJobRole;
import com.sexyresume.command.matching.MatchingCommand.UnmapTemplate;
import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.events.matching.JobRoleContent;
import com.sexyresume.events.matching.JobRoleContent.GrowthOutlook;
import com.sexyresume.events.matching.JobRoleContent.Seniority;
import com.sexyresume.events.matching.JobRoleId;
import com.sexyresume.rendering.TemplateName;
import com.sexyresume.sending.AdminRegister;
import com.sexyresume.sending.Answers;
import com.sexyresume.sending.Answers.Written;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.Commands;
import com.sexyresume.sending.Receipt;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController("jobRolesCommands")
@Tag(name = "Job roles")
class JobRolesController {

    static final String INDUSTRY = "[a-z][a-z0-9]*(_[a-z0-9]+){0,5}";

    /** A title that says something: normalised it is not empty. */
    private static final String TITLE = "(?U).*[\\p{L}\\p{N}].*";

    private final Commands commands;
    private final AdminRegister administrators;
    private final ObjectProvider<StartingCatalogue> catalogue;

    JobRolesController(Commands commands, AdminRegister administrators, ObjectProvider<StartingCatalogue> catalogue) {
        this.commands = commands;
        this.administrators = administrators;
        this.catalogue = catalogue;
    }

    /** The levels as they are written in JSON (C05). */
    enum SeniorityName {
        entry,
        mid,
        senior,
        executive,
        c_level;

        Seniority seniority() {
            return Seniority.valueOf(name().toUpperCase(Locale.ROOT));
        }
    }

    /** The outlooks as they are written in JSON (C06). */
    enum OutlookName {
        declining,
        stable,
        growing,
        high_growth;

        GrowthOutlook outlook() {
            return GrowthOutlook.valueOf(name().toUpperCase(Locale.ROOT));
        }
    }

    /** What a role says. */
    record Role(
            @NotNull @Size(min = 1, max = 120) @Pattern(regexp = TITLE) @Schema(example = "Backend Engineer")
            String title,

            @NotNull
            @Size(max = 50)
            @Pattern(regexp = INDUSTRY)
            @Schema(description = "A short code", example = "software")
            String industry,

            @NotNull SeniorityName seniority,

            @Nullable @Size(max = 50) @Schema(example = "[\"Java\", \"SQL\"]")
            List<@NotNull @Size(min = 1, max = 80) @Pattern(regexp = TITLE) String> requiredSkills,

            @Nullable @Size(max = 50)
            List<@NotNull @Size(min = 1, max = 80) @Pattern(regexp = TITLE) String> preferredSkills,

            @Nullable @Min(0) @Max(60) Integer typicalExperienceYears,

            @Nullable @Min(0) @Schema(description = "A year, in whole units of the currency")
            Integer salaryMin,

            @Nullable @Min(0) Integer salaryMax,

            @Nullable @Pattern(regexp = "[A-Z]{3}") @Schema(description = "ISO 4217", example = "EUR")
            String currency,

            @Nullable OutlookName growthOutlook,
            @Nullable Boolean remoteFriendly,
            @Nullable @Size(min = 1, max = 2_000) String description,
            @Nullable @Size(max = 20) List<@NotNull @Size(min = 1, max = 300) String> keyResponsibilities) {

        JobRoleContent content() {
            return new JobRoleContent(
                    title.strip(),
                    industry,
                    seniority.seniority(),
                    requiredSkills == null ? List.of() : requiredSkills,
                    preferredSkills == null ? List.of() : preferredSkills,
                    typicalExperienceYears,
                    salaryMin,
                    salaryMax,
                    currency,
                    growthOutlook == null ? null : growthOutlook.outlook(),
                    Boolean.TRUE.equals(remoteFriendly),
                    description,
                    keyResponsibilities == null ? List.of() : keyResponsibilities);
        }
    }

    /** @param reason why, for whoever is recommended the template */
    record Mapping(
            @NotNull
            @Min(1)
            @Max(100)
            @Schema(description = "How well it suits, in percent; the heaviest is recommended", example = "80")
            Integer weight,

            @Nullable @Size(min = 1, max = 300) String reason) {}

    /** @param roles how many the catalogue has */
    record Installed(int roles) {}

    @PostMapping("/v1/admin/job-roles")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Define a job role",
            description = "For administrators. 409 `job-role-taken`, 422 `salary-range-invalid`. It is recommended as"
                    + " soon as its text is embedded.")
    ResponseEntity<Written> define(@Valid @RequestBody Role body, CommandRequest request) {
        administrators.requireAdministrator(request.caller());
        UUID role = request.newId();
        Receipt receipt = commands.send(new DefineJobRole(new JobRoleId(role), body.content()), request);
        return Answers.created(URI.create("/v1/job-roles/" + role), role, receipt);
    }

    @PutMapping("/v1/admin/job-roles/{id}")
    @Operation(
            summary = "Revise a job role",
            description = "For administrators. 409 `job-role-taken`, `job-role-retired`, 422 `salary-range-invalid`."
                    + " Recommendations keep what the role said when they were made.")
    ResponseEntity<Written> revise(@PathVariable UUID id, @Valid @RequestBody Role body, CommandRequest request) {
        administrators.requireAdministrator(request.caller());
        return Answers.ok(commands.send(new ReviseJobRole(new JobRoleId(id), body.content()), request));
    }

    @DeleteMapping("/v1/admin/job-roles/{id}")
    @Operation(
            summary = "Retire a job role",
            description = "For administrators. It is recommended no more; what was recommended stays.")
    ResponseEntity<Written> retire(@PathVariable UUID id, CommandRequest request) {
        administrators.requireAdministrator(request.caller());
        return Answers.ok(commands.send(new RetireJobRole(new JobRoleId(id)), request));
    }

    @PutMapping("/v1/admin/job-roles/{id}/templates/{template}")
    @Operation(
            summary = "Recommend a template for a job role",
            description = "For administrators. In place of the weight it had. 409 `job-role-retired`.")
    ResponseEntity<Written> map(
            @PathVariable UUID id,
            @PathVariable String template,
            @Valid @RequestBody Mapping body,
            CommandRequest request) {
        administrators.requireAdministrator(request.caller());
        return Answers.ok(commands.send(
                new MapTemplate(new JobRoleId(id), known(template), body.weight(), body.reason()), request));
    }

    @DeleteMapping("/v1/admin/job-roles/{id}/templates/{template}")
    @Operation(summary = "Recommend a template no more", description = "For administrators.")
    ResponseEntity<Written> unmap(@PathVariable UUID id, @PathVariable String template, CommandRequest request) {
        administrators.requireAdministrator(request.caller());
        return Answers.ok(commands.send(new UnmapTemplate(new JobRoleId(id), known(template)), request));
    }

    @PostMapping("/v1/admin/job-roles/starting-catalogue")
    @Operation(
            summary = "Install the starting catalogue",
            description = "For administrators. Records the roles that the application comes with, each once: what was"
                    + " revised or retired since stays as it is.")
    Installed install(CommandRequest request) {
        administrators.requireAdministrator(request.caller());
        StartingCatalogue installing = catalogue.getIfAvailable();
        if (installing == null) {
            throw new CommandRejected(new NoSuchThing("starting catalogue"));
        }
        return new Installed(installing.install());
    }

    private static String known(String template) {
        return TemplateName.of(template)
                .orElseThrow(() -> new CommandRejected(new NoSuchThing("template")))
                .templateName();
    }
}
