package com.sexyresume.command.letters;

import com.sexyresume.command.letters.LettersCommand.CreateLetter;
import com.sexyresume.command.letters.LettersCommand.DeleteLetter;
import com.sexyresume.command.letters.LettersCommand.DescribeLetter;
import com.sexyresume.command.letters.LettersCommand.Details;
import com.sexyresume.command.letters.LettersCommand.FinaliseLetter;
import com.sexyresume.command.letters.LettersCommand.GenerateLetter;
import com.sexyresume.command.letters.LettersCommand.RestoreDraft;
import com.sexyresume.command.letters.LettersCommand.SaveDraft;
import com.sexyresume.command.letters.LettersCommand.UndeleteLetter;
import com.sexyresume.command.letters.LettersRefusal.LetterLimitReached;
import com.sexyresume.command.letters.VersionNeedsResume.NamesVersion;
import com.sexyresume.events.enhancements.EnhancementsEvent.TonePreset;
import com.sexyresume.events.letters.LetterId;
import com.sexyresume.events.resumes.ResumeId;
import com.sexyresume.language.PinnedResume;
import com.sexyresume.language.PinnedResumes;
import com.sexyresume.quotas.DailyQuota;
import com.sexyresume.quotas.DailyQuota.Counted;
import com.sexyresume.quotas.DailyQuota.Granted;
import com.sexyresume.quotas.Quota;
import com.sexyresume.quotas.Quotas;
import com.sexyresume.sending.Answers;
import com.sexyresume.sending.Answers.Written;
import com.sexyresume.sending.CommandRequest;
import com.sexyresume.sending.Commands;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController("lettersCommands")
@Tag(name = "Letters")
class LettersController {

    private static final String LETTER = "/v1/letters/{id}";
    private static final String DEFAULT_TITLE = "My Letter";
    private static final int MAX_CONTENT = 20_000;

    private static final String EDIT =
            " Needs If-Match: 428 `version-required`, 412 `stale-version`. 409 `letter-final`, `letter-deleted`.";

    private final Commands commands;
    private final Quotas quotas;
    private final LetterHistory history;
    private final PinnedResumes resumes;
    private final DailyQuota quota;
    private final LetterProperties properties;

    LettersController(
            Commands commands,
            Quotas quotas,
            LetterHistory history,
            PinnedResumes resumes,
            DailyQuota quota,
            LetterProperties properties) {
        this.commands = commands;
        this.quotas = quotas;
        this.history = history;
        this.resumes = resumes;
        this.quota = quota;
        this.properties = properties;
    }

    /** The tones as they are written in JSON (C02). */
    enum LetterTone {
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
     * What a new letter begins as; every field may be left out.
     *
     * @param resumeVersion counted from 0; the last one when absent
     */
    @VersionNeedsResume
    record NewLetter(
            @Nullable @Size(min = 1, max = 200) @Schema(defaultValue = DEFAULT_TITLE)
            String title,

            @Nullable @Schema(description = "What an engine can write it of")
            UUID resumeId,

            @Nullable
            @Min(0)
            @Schema(description = "Of the résumé, which is needed beside it, counted from 0; the last one when absent")
            Long resumeVersion,

            @Nullable @Size(min = 1, max = 200) @Schema(example = "Staff Engineer")
            String targetRole,

            @Nullable @Size(min = 1, max = 200) @Schema(example = "Analytical Engines")
            String targetCompany,

            @Nullable @Size(min = 1, max = 10_000) String jobDescription,

            @Nullable @Size(min = 1, max = MAX_CONTENT) @Schema(description = "The first draft, plain text")
            String content)
            implements NamesVersion {}

    /** What a letter is called, made of and aimed at; what is left out is no longer so. */
    @VersionNeedsResume
    record LetterDetails(
            @Nullable @Size(min = 1, max = 200) @Schema(defaultValue = DEFAULT_TITLE)
            String title,

            @Nullable UUID resumeId,

            @Nullable
            @Min(0)
            @Schema(description = "Of the résumé, which is needed beside it, counted from 0; the last one when absent")
            Long resumeVersion,

            @Nullable @Size(min = 1, max = 200) String targetRole,

            @Nullable @Size(min = 1, max = 200) String targetCompany,

            @Nullable @Size(min = 1, max = 10_000) String jobDescription)
            implements NamesVersion {}

    /** @param content what the letter says from now on, plain text */
    record LetterContent(
            @NotNull @Size(min = 1, max = MAX_CONTENT) @Schema(example = "Dear Hiring Team,\n\nI am writing to apply.")
            String content) {}

    /** @param tone how it is to sound; professional when absent */
    record GenerationRequest(
            @Nullable @Schema(description = "How it is to sound", defaultValue = "professional")
            LetterTone tone) {}

    /** @param confirmUngrounded although an engine says in it what neither the résumé nor you said */
    record Finalisation(
            @Nullable @Schema(description = "Confirm what an engine says that neither the résumé nor you said")
            Boolean confirmUngrounded) {}

    @PostMapping("/v1/letters")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Begin a cover letter",
            description = "Empty, or with a first draft; with a résumé, an engine can write it. 404 when you have no"
                    + " such résumé or version.")
    ResponseEntity<Written> create(@Valid @RequestBody NewLetter body, CommandRequest request) {
        LetterId letter = new LetterId(request.newId());
        Details details = details(
                new LetterDetails(
                        body.title(),
                        body.resumeId(),
                        body.resumeVersion(),
                        body.targetRole(),
                        body.targetCompany(),
                        body.jobDescription()),
                request);
        return Answers.created(
                URI.create("/v1/letters/" + letter),
                letter.value(),
                quotas.send(
                        Quota.LETTERS, new CreateLetter(letter, request.caller(), details, body.content()), request));
    }

    @PutMapping(LETTER + "/details")
    @Operation(
            summary = "Change what a letter is called, made of and aimed at",
            description = "Its drafts stay. 404 when you have no such résumé or version." + EDIT)
    ResponseEntity<Written> describe(
            @PathVariable UUID id, @Valid @RequestBody LetterDetails body, CommandRequest request) {
        return ok(new DescribeLetter(new LetterId(id), request.caller(), details(body, request)), request);
    }

    @PutMapping(LETTER + "/content")
    @Operation(
            summary = "Write a letter",
            description = "Makes a new draft; the ones before it are kept. 409 `too-many-drafts`." + EDIT)
    ResponseEntity<Written> save(
            @PathVariable UUID id, @Valid @RequestBody LetterContent body, CommandRequest request) {
        return ok(new SaveDraft(new LetterId(id), request.caller(), body.content()), request);
    }

    @PostMapping(LETTER + "/drafts/{draft}/restoration")
    @Operation(
            summary = "Restore a draft",
            description =
                    "Makes a new draft that says the same; nothing is lost. 404 when there is no such draft." + EDIT)
    ResponseEntity<Written> restore(
            @PathVariable UUID id,
            @Parameter(description = "Counted from 1") @PathVariable int draft,
            CommandRequest request) {
        LetterId letter = new LetterId(id);
        // Before the history is read, which may be long.
        CommandRequest versioned = request.withVersion();
        return ok(
                new RestoreDraft(letter, request.caller(), draft, history.draft(request.caller(), letter, draft)),
                versioned);
    }

    @PostMapping(LETTER + "/generations")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Have a letter written",
            description = "202: read at the Location how it goes; it ends in a new draft, or in a failure after which"
                    + " you may ask again. What you write meanwhile is a draft before it. The body may be left out."
                    + " 409 `letter-needs-resume`, `letter-being-written`; 429 `letter-limit-reached`: `RateLimit` tells"
                    + " what is left of the day, failed ones are not counted." + EDIT)
    ResponseEntity<Written> generate(
            @PathVariable UUID id,
            @Valid @RequestBody(required = false) @Nullable GenerationRequest body,
            CommandRequest request) {
        LetterId letter = new LetterId(id);
        UUID generation = request.newId();
        LetterTone tone = body == null ? null : body.tone();
        Granted granted = quota.send(
                new Counted("letters", Letter.SLOT, properties.dailyLimit()),
                request.withVersion(),
                LetterLimitReached::new,
                (day, slot) -> new GenerateLetter(
                        letter,
                        request.caller(),
                        generation,
                        tone == null ? TonePreset.PROFESSIONAL : tone.preset(),
                        day,
                        slot));
        return Answers.accepted(
                URI.create("/v1/letters/" + letter + "/generations/" + generation),
                generation,
                granted.receipt(),
                granted.headers());
    }

    @PostMapping(LETTER + "/finalisation")
    @Operation(
            summary = "Make a letter final",
            description = "Nothing of it changes any more. 409 `letter-empty`, `letter-being-written`, and"
                    + " `letter-ungrounded` while it says what an engine made up and you have not confirmed. The body may"
                    + " be left out. Needs If-Match: 428 `version-required`, 412 `stale-version`.")
    ResponseEntity<Written> finalise(
            @PathVariable UUID id,
            @Valid @RequestBody(required = false) @Nullable Finalisation body,
            CommandRequest request) {
        boolean confirmed = body != null && Boolean.TRUE.equals(body.confirmUngrounded());
        return ok(new FinaliseLetter(new LetterId(id), request.caller(), confirmed), request);
    }

    @DeleteMapping(LETTER)
    @Operation(summary = "Delete a letter", description = "Its drafts stay, and it can be restored. Needs If-Match.")
    ResponseEntity<Written> delete(@PathVariable UUID id, CommandRequest request) {
        return ok(new DeleteLetter(new LetterId(id), request.caller()), request);
    }

    @PostMapping(LETTER + "/restoration")
    @Operation(summary = "Restore a deleted letter", description = "Needs If-Match.")
    ResponseEntity<Written> undelete(@PathVariable UUID id, CommandRequest request) {
        return ok(new UndeleteLetter(new LetterId(id), request.caller()), request);
    }

    /** With the version pinned, so that what it is made of cannot change. */
    private Details details(LetterDetails details, CommandRequest request) {
        UUID id = details.resumeId();
        PinnedResume resume =
                id == null ? null : resumes.read(request.caller(), new ResumeId(id), details.resumeVersion());
        return new Details(
                resume == null ? null : resume.id(),
                resume == null ? null : resume.version(),
                details.title() == null ? DEFAULT_TITLE : details.title(),
                details.targetRole(),
                details.targetCompany(),
                details.jobDescription());
    }

    private ResponseEntity<Written> ok(LettersCommand command, CommandRequest request) {
        return Answers.ok(commands.send(command, request.withVersion()));
    }
}
