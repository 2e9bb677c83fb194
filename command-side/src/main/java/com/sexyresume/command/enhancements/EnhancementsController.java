package com.sexyresume.command.enhancements;

import com.sexyresume.command.enhancements.EnhancementsCommand.DecideSuggestions;
import com.sexyresume.command.enhancements.EnhancementsCommand.RequestEnhancement;
import com.sexyresume.command.enhancements.EnhancementsCommand.Verdict;
import com.sexyresume.command.enhancements.EnhancementsRefusal.EnhancementLimitReached;
import com.sexyresume.command.enhancements.Enhancer.Kind;
import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.deciding.StreamId;
import com.sexyresume.events.enhancements.EnhancementId;
import com.sexyresume.events.enhancements.EnhancementsEvent.TonePreset;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.language.PinnedResumes;
import com.sexyresume.quotas.DailyQuota;
import com.sexyresume.quotas.DailyQuota.Counted;
import com.sexyresume.quotas.DailyQuota.Granted;
import com.sexyresume.sending.Answers;
import com.sexyresume.sending.Answers.Written;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.Commands;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController("enhancementsCommands")
@EnableConfigurationProperties(EnhancementProperties.class)
@Tag(name = "Enhancements")
class EnhancementsController {

    private static final String SUGGESTION = "/v1/enhancements/{id}/suggestions/{suggestionId}";

    private final Commands commands;
    private final PinnedResumes resumes;
    private final DailyQuota quota;
    private final EnhancementProperties properties;

    EnhancementsController(
            Commands commands, PinnedResumes resumes, DailyQuota quota, EnhancementProperties properties) {
        this.commands = commands;
        this.resumes = resumes;
        this.quota = quota;
        this.properties = properties;
    }

    /** The tones as they are written in JSON (C02). */
    enum ToneName {
        executive,
        professional,
        creative,
        technical,
        entry_level;

        TonePreset preset() {
            return TonePreset.valueOf(name().toUpperCase(Locale.ROOT));
        }
    }

    /**
     * What is wanted.
     *
     * @param version of the résumé, counted from 0; the last one when absent
     */
    record EnhancementRequest(
            @NotNull @Schema(description = "How the text is to sound", example = "professional")
            ToneName tone,

            @Nullable @Size(min = 1, max = 200) @Schema(example = "Staff Engineer")
            String targetRole,

            @Nullable @Size(min = 1, max = 200) @Schema(example = "Railways")
            String targetIndustry,

            @Nullable @Valid Style stylePreferences,

            @Nullable @Min(0) @Schema(description = "Of the résumé; the last one when absent", example = "3")
            Long version) {}

    /** @param improvements the kinds that are wanted */
    record Style(
            @NotNull
            @Size(min = 1, max = 20)
            @Schema(description = "The kinds of improvement that are wanted; all of them without preferences")
            List<@NotNull Kind> improvements) {}

    /** @param confirmUngrounded although it says what the résumé does not */
    record Acceptance(
            @Nullable @Schema(description = "Accept it although it says what the résumé does not")
            Boolean confirmUngrounded) {}

    /** @param text instead of the suggested one */
    record Modification(
            @NotNull @Size(min = 1, max = 10_000) @Schema(example = "Cut build times from 40 to 12 minutes")
            String text) {}

    /** Decisions about several suggestions of one enhancement, all of them or none. */
    record Decisions(
            @Nullable @Size(max = 100) List<@NotNull UUID> accept,
            @Nullable @Size(max = 100) List<@NotNull UUID> reject,

            @Nullable @Schema(description = "Accept them although they say what the résumé does not")
            Boolean confirmUngrounded) {}

    @PostMapping("/v1/resumes/{id}/enhancements")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Have a résumé improved",
            description = "202: read the suggestions, or why there are none, at the Location. 429"
                    + " `enhancement-limit-reached` when the day's requests are used up; failed ones are not counted,"
                    + " and with premium none is. `RateLimit` tells what is left of the day.")
    ResponseEntity<Written> request(
            @PathVariable UUID id, @Valid @RequestBody EnhancementRequest body, CommandRequest request) {
        ResumeId resume = new ResumeId(id);
        long version = resumes.read(request.caller(), resume, body.version()).version();
        if (request.ifMatch() != null) {
            request.ifMatch().refusal(StreamId.of("resume", resume), version).ifPresent(stale -> {
                throw new CommandRejected(stale);
            });
        }
        EnhancementId enhancement = new EnhancementId(request.newId());
        Granted granted = quota.send(
                new Counted("enhancements", Enhancement.SLOT, properties.dailyLimit()),
                // The version was one of the résumé, not of the enhancement.
                request.withoutVersion(),
                EnhancementLimitReached::new,
                (day, slot) -> new RequestEnhancement(
                        enhancement,
                        request.caller(),
                        resume,
                        version,
                        body.tone().preset(),
                        body.targetRole(),
                        body.targetIndustry(),
                        body.stylePreferences() == null
                                ? StylePreferences.ALL
                                : new StylePreferences(
                                        Set.copyOf(body.stylePreferences().improvements())),
                        properties.cost(),
                        day,
                        slot));
        return Answers.accepted(
                URI.create("/v1/enhancements/" + enhancement),
                enhancement.value(),
                granted.receipt(),
                granted.headers());
    }

    @PostMapping(SUGGESTION + "/accept")
    @Operation(
            summary = "Accept a suggestion",
            description =
                    "It is put into the résumé soon after, if the text that it was made of still stands there; else"
                            + " it is marked stale. 409 `suggestion-ungrounded` for one that says what the résumé does not, until"
                            + " you confirm it; `suggestion-needs-input` for one with a gap; `suggestion-decided`. The body may"
                            + " be left out.")
    ResponseEntity<Written> accept(
            @PathVariable UUID id,
            @PathVariable UUID suggestionId,
            @RequestBody(required = false) @Nullable Acceptance body,
            CommandRequest request) {
        return decide(
                id,
                List.of(new Verdict.Accept(
                        suggestionId, body != null && Boolean.TRUE.equals(body.confirmUngrounded()))),
                request);
    }

    @PostMapping(SUGGESTION + "/reject")
    @Operation(summary = "Reject a suggestion", description = "409 `suggestion-decided`.")
    ResponseEntity<Written> reject(@PathVariable UUID id, @PathVariable UUID suggestionId, CommandRequest request) {
        return decide(id, List.of(new Verdict.Reject(suggestionId)), request);
    }

    @PostMapping(SUGGESTION + "/modify")
    @Operation(
            summary = "Use words of your own instead of a suggestion's",
            description = "They are put into the résumé as an accepted suggestion is. 409 `suggestion-decided`.")
    ResponseEntity<Written> modify(
            @PathVariable UUID id,
            @PathVariable UUID suggestionId,
            @Valid @RequestBody Modification body,
            CommandRequest request) {
        return decide(id, List.of(new Verdict.Modify(suggestionId, body.text())), request);
    }

    @PostMapping("/v1/enhancements/{id}/suggestions/decisions")
    @Operation(
            summary = "Decide about several suggestions",
            description = "All of them or, when one of the decisions is refused, none.")
    ResponseEntity<Written> decideSeveral(
            @PathVariable UUID id, @Valid @RequestBody Decisions body, CommandRequest request) {
        List<Verdict> verdicts = new ArrayList<>();
        boolean confirmed = Boolean.TRUE.equals(body.confirmUngrounded());
        if (body.accept() != null) {
            body.accept().forEach(accepted -> verdicts.add(new Verdict.Accept(accepted, confirmed)));
        }
        if (body.reject() != null) {
            body.reject().forEach(rejected -> verdicts.add(new Verdict.Reject(rejected)));
        }
        return decide(id, verdicts, request);
    }

    private ResponseEntity<Written> decide(UUID id, List<Verdict> verdicts, CommandRequest request) {
        return Answers.ok(commands.send(
                new DecideSuggestions(new EnhancementId(id), request.caller(), List.copyOf(verdicts)), request));
    }
}
