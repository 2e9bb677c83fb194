package com.sexyresume.command.matching;

import com.sexyresume.command.matching.JobRolesController.SeniorityName;
import com.sexyresume.command.matching.MatchingCommand.GiveFeedback;
import com.sexyresume.command.matching.MatchingCommand.RequestJobMatch;
import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.deciding.StreamId;
import com.sexyresume.events.matching.JobMatchId;
import com.sexyresume.events.matching.MatchingEvent.Feedback;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.language.PinnedResumes;
import com.sexyresume.quotas.Quota;
import com.sexyresume.quotas.Quotas;
import com.sexyresume.sending.Answers;
import com.sexyresume.sending.Answers.Written;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.Commands;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController("jobMatchesCommands")
@Tag(name = "Job matches")
class JobMatchesController {

    private static final int USUAL = 10;

    private final Commands commands;
    private final Quotas quotas;
    private final PinnedResumes resumes;

    JobMatchesController(Commands commands, Quotas quotas, PinnedResumes resumes) {
        this.commands = commands;
        this.quotas = quotas;
        this.resumes = resumes;
    }

    /** The feedback as it is written in JSON (C08). */
    enum FeedbackName {
        interested,
        not_interested,
        applied,
        hired;

        Feedback feedback() {
            return Feedback.valueOf(name().toUpperCase(Locale.ROOT));
        }
    }

    /**
     * What is looked for.
     *
     * @param version of the résumé, counted from 0; the last one when absent
     * @param limit how many roles at most
     */
    record Search(
            @Nullable @Min(0) @Schema(description = "Of the résumé; the last one when absent", example = "3")
            Long version,

            @Nullable
            @Pattern(regexp = JobRolesController.INDUSTRY)
            @Schema(description = "Only roles of this industry", example = "health_care")
            String industry,

            @Nullable @Schema(description = "Only roles of this level")
            SeniorityName seniority,

            @Nullable @Min(1) @Max(50) @Schema(description = "How many roles at most", defaultValue = "10")
            Integer limit) {}

    /** @param notes in the user's own words */
    record RecommendationFeedback(
            @NotNull FeedbackName feedback,

            @Nullable @Size(min = 1, max = 2_000) @Schema(example = "They asked me to come on Monday")
            String notes) {}

    @PostMapping("/v1/resumes/{id}/job-matches")
    @Operation(
            summary = "Find job roles that fit a résumé",
            description = "202: read the recommendations, or why there are none, at the Location. 429"
                    + " `quota-reached` until the next day.",
            responses = @ApiResponse(responseCode = "202"))
    ResponseEntity<Written> request(@PathVariable UUID id, @Valid @RequestBody Search body, CommandRequest request) {
        ResumeId resume = new ResumeId(id);
        long version = resumes.read(request.caller(), resume, body.version()).version();
        if (request.ifMatch() != null) {
            request.ifMatch().refusal(StreamId.of("resume", resume), version).ifPresent(stale -> {
                throw new CommandRejected(stale);
            });
        }
        JobMatchId match = new JobMatchId(request.newId());
        SeniorityName seniority = body.seniority();
        Integer limit = body.limit();
        return Answers.accepted(
                URI.create("/v1/job-matches/" + match),
                match.value(),
                quotas.send(
                        Quota.JOB_MATCHES,
                        new RequestJobMatch(
                                match,
                                request.caller(),
                                resume,
                                version,
                                body.industry(),
                                seniority == null ? null : seniority.seniority(),
                                limit == null ? USUAL : limit),
                        // The version was one of the résumé, not of the match.
                        new CommandRequest(
                                request.caller(),
                                request.service(),
                                request.commandId(),
                                request.fingerprint(),
                                null)));
    }

    @PutMapping("/v1/job-matches/{id}/recommendations/{recommendationId}/feedback")
    @Operation(
            summary = "Say what you make of a recommendation",
            description = "In place of what you said before; any of the four may follow any other.")
    ResponseEntity<Written> feedback(
            @PathVariable UUID id,
            @PathVariable UUID recommendationId,
            @Valid @RequestBody RecommendationFeedback body,
            CommandRequest request) {
        return Answers.ok(commands.send(
                new GiveFeedback(
                        new JobMatchId(id),
                        request.caller(),
                        recommendationId,
                        body.feedback().feedback(),
                        body.notes()),
                request));
    }
}
