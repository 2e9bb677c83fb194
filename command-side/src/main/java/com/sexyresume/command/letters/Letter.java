package com.sexyresume.command.letters;

import com.sexyresume.command.letters.LettersCommand.ByUser;
import com.sexyresume.command.letters.LettersCommand.CompleteGeneration;
import com.sexyresume.command.letters.LettersCommand.CreateLetter;
import com.sexyresume.command.letters.LettersCommand.DeleteLetter;
import com.sexyresume.command.letters.LettersCommand.DescribeLetter;
import com.sexyresume.command.letters.LettersCommand.Details;
import com.sexyresume.command.letters.LettersCommand.FailGeneration;
import com.sexyresume.command.letters.LettersCommand.FinaliseLetter;
import com.sexyresume.command.letters.LettersCommand.GenerateLetter;
import com.sexyresume.command.letters.LettersCommand.OfGeneration;
import com.sexyresume.command.letters.LettersCommand.RestoreDraft;
import com.sexyresume.command.letters.LettersCommand.SaveDraft;
import com.sexyresume.command.letters.LettersCommand.StartGeneration;
import com.sexyresume.command.letters.LettersCommand.UndeleteLetter;
import com.sexyresume.command.letters.LettersRefusal.LetterBeingWritten;
import com.sexyresume.command.letters.LettersRefusal.LetterDeleted;
import com.sexyresume.command.letters.LettersRefusal.LetterEmpty;
import com.sexyresume.command.letters.LettersRefusal.LetterFinal;
import com.sexyresume.command.letters.LettersRefusal.LetterNeedsResume;
import com.sexyresume.command.letters.LettersRefusal.LetterUngrounded;
import com.sexyresume.command.letters.LettersRefusal.TooManyDrafts;
import com.sexyresume.deciding.Decision;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.deciding.OwnersAlone;
import com.sexyresume.deciding.Rejection;
import com.sexyresume.events.UserId;
import com.sexyresume.events.letters.LettersEvent;
import com.sexyresume.events.letters.LettersEvent.CoverLetterCreated;
import com.sexyresume.events.letters.LettersEvent.CoverLetterDeleted;
import com.sexyresume.events.letters.LettersEvent.CoverLetterDescribed;
import com.sexyresume.events.letters.LettersEvent.CoverLetterDraftRestored;
import com.sexyresume.events.letters.LettersEvent.CoverLetterDraftSaved;
import com.sexyresume.events.letters.LettersEvent.CoverLetterFinalised;
import com.sexyresume.events.letters.LettersEvent.CoverLetterGenerated;
import com.sexyresume.events.letters.LettersEvent.CoverLetterGenerationFailed;
import com.sexyresume.events.letters.LettersEvent.CoverLetterGenerationRequested;
import com.sexyresume.events.letters.LettersEvent.CoverLetterGenerationStarted;
import com.sexyresume.events.letters.LettersEvent.CoverLetterUndeleted;
import com.sexyresume.language.Grounding.Ungrounded;
import com.sexyresume.quotas.DailySlot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A letter is its last draft, of which nothing is lost and nothing changes once it is final (T21, T22, B16). At most
 * one engine writes it at a time; what an engine says that neither the résumé nor the user said has to be confirmed
 * before the letter is final.
 *
 * @param owner null while there is no such letter
 * @param details null together with the owner
 * @param drafts how many there are
 * @param content of the last draft; empty without one, and once the owner is erased
 * @param invented what engines said in its drafts that neither the résumé nor the user had said
 * @param generation the one that has not ended; null when there is none
 */
record Letter(
        @Nullable UserId owner,
        @Nullable Details details,
        int drafts,
        String content,
        List<Ungrounded> invented,
        @Nullable Generation generation,
        boolean isFinal,
        boolean isDeleted)
        implements OwnersAlone {

    /** The kind of the claim that a slot is. */
    static final String SLOT = "letter-slot";

    static final int MAX_DRAFTS = 500;

    static final Letter NONE = new Letter(null, null, 0, "", List.of(), null, false, false);

    /** An engine's work that has not ended. */
    record Generation(CoverLetterGenerationRequested requested, boolean started) {}

    Letter {
        invented = List.copyOf(invented);
    }

    Decision<LettersEvent> decide(LettersCommand command) {
        return switch (command) {
            case CreateLetter create ->
                // Its id is made of the command that asks for it: who asks again asks for what is there.
                owner == null ? Decision.accept(created(create)) : Decision.nothing();
            case ByUser asked ->
                details == null || !asked.userId().equals(owner)
                        ? Decision.refuse(new NoSuchThing("letter"))
                        : byUser(asked, details);
            case OfGeneration reported ->
                generation == null || !generation.requested.generationId().equals(reported.generationId())
                        ? Decision.nothing()
                        : report(reported, generation);
        };
    }

    private static List<LettersEvent> created(CreateLetter create) {
        Details details = create.details();
        List<LettersEvent> events = new ArrayList<>();
        events.add(new CoverLetterCreated(
                create.letterId(),
                create.userId(),
                details.resumeId(),
                details.resumeVersion(),
                details.title(),
                details.targetRole(),
                details.targetCompany(),
                details.jobDescription()));
        if (create.content() != null) {
            events.add(new CoverLetterDraftSaved(create.letterId(), create.userId(), 1, create.content()));
        }
        return events;
    }

    private Decision<LettersEvent> byUser(ByUser command, Details now) {
        Rejection forbidden = forbidden(command);
        if (forbidden != null) {
            return Decision.refuse(forbidden);
        }
        return switch (command) {
            case DescribeLetter(var id, var user, var described) ->
                described.equals(now)
                        ? Decision.nothing()
                        : Decision.accept(new CoverLetterDescribed(
                                id,
                                user,
                                described.resumeId(),
                                described.resumeVersion(),
                                described.title(),
                                described.targetRole(),
                                described.targetCompany(),
                                described.jobDescription()));
            case SaveDraft(var id, var user, var text) ->
                text.equals(content)
                        ? Decision.nothing()
                        : draft(new CoverLetterDraftSaved(id, user, drafts + 1, text));
            case RestoreDraft(var id, var user, var draft, var text) -> {
                if (text == null) {
                    yield Decision.refuse(new NoSuchThing("draft of this letter"));
                }
                yield draft == drafts
                        ? Decision.nothing()
                        : draft(new CoverLetterDraftRestored(id, user, drafts + 1, draft, text));
            }
            case GenerateLetter generate -> generate(generate, now);
            case FinaliseLetter(var id, var user, var confirmed) -> {
                if (isFinal) {
                    yield Decision.nothing();
                }
                if (content.isBlank()) {
                    yield Decision.refuse(new LetterEmpty());
                }
                yield !saysInvented() || confirmed
                        ? Decision.accept(new CoverLetterFinalised(id, user, drafts, saysInvented()))
                        : Decision.refuse(new LetterUngrounded());
            }
            case DeleteLetter(var id, var user) ->
                isDeleted ? Decision.nothing() : Decision.accept(new CoverLetterDeleted(id, user));
            case UndeleteLetter(var id, var user) ->
                isDeleted ? Decision.accept(new CoverLetterUndeleted(id, user)) : Decision.nothing();
        };
    }

    /** What the letter's state forbids, whatever the command says. */
    private @Nullable Rejection forbidden(ByUser command) {
        return switch (command) {
            case DeleteLetter _, UndeleteLetter _ -> null;
            case DescribeLetter _, SaveDraft _, RestoreDraft _, GenerateLetter _ ->
                isDeleted ? new LetterDeleted() : isFinal ? new LetterFinal() : null;
            case FinaliseLetter _ ->
                isDeleted ? new LetterDeleted() : generation != null ? new LetterBeingWritten() : null;
        };
    }

    private Decision<LettersEvent> draft(LettersEvent event) {
        return drafts < MAX_DRAFTS ? Decision.accept(event) : Decision.refuse(new TooManyDrafts());
    }

    private Decision<LettersEvent> generate(GenerateLetter command, Details now) {
        if (now.resumeId() == null || now.resumeVersion() == null) {
            return Decision.refuse(new LetterNeedsResume());
        }
        if (generation != null) {
            return Decision.refuse(new LetterBeingWritten());
        }
        if (drafts >= MAX_DRAFTS) {
            return Decision.refuse(new TooManyDrafts());
        }
        String day = command.day().toString();
        return Decision.accept(
                new CoverLetterGenerationRequested(
                        command.letterId(),
                        command.userId(),
                        command.generationId(),
                        now.resumeId(),
                        now.resumeVersion(),
                        command.tone(),
                        day,
                        command.slot()),
                new DailySlot(SLOT, command.userId(), day, command.slot()).take());
    }

    private Decision<LettersEvent> report(OfGeneration command, Generation running) {
        CoverLetterGenerationRequested request = running.requested;
        return switch (command) {
            case StartGeneration(var id, var work, var engine) ->
                running.started
                        ? Decision.nothing()
                        : Decision.accept(new CoverLetterGenerationStarted(id, request.userId(), work, engine));
            case CompleteGeneration done -> {
                // Its user may have put the letter away, or written on to the last draft, meanwhile.
                if (isDeleted || drafts >= MAX_DRAFTS) {
                    yield failed(
                            request,
                            new FailGeneration(
                                    done.letterId(),
                                    done.generationId(),
                                    isDeleted ? "letter-deleted" : "too-many-drafts",
                                    done.usage(),
                                    done.processingMs()));
                }
                yield Decision.accept(new CoverLetterGenerated(
                        done.letterId(),
                        request.userId(),
                        done.generationId(),
                        drafts + 1,
                        done.content(),
                        UngroundedTexts.write(done.ungrounded()),
                        done.ungrounded().size(),
                        done.model(),
                        done.usage().inputTokens(),
                        done.usage().outputTokens(),
                        done.usage().costMicros(),
                        done.processingMs()));
            }
            case FailGeneration failed -> failed(request, failed);
        };
    }

    private static Decision<LettersEvent> failed(CoverLetterGenerationRequested request, FailGeneration failed) {
        return Decision.accept(
                new CoverLetterGenerationFailed(
                        failed.letterId(),
                        request.userId(),
                        failed.generationId(),
                        failed.code(),
                        failed.usage().model(),
                        failed.usage().inputTokens(),
                        failed.usage().outputTokens(),
                        failed.usage().costMicros(),
                        failed.processingMs()),
                new DailySlot(SLOT, request.userId(), request.day(), request.slot()).release());
    }

    Letter evolve(LettersEvent event) {
        return switch (event) {
            case CoverLetterCreated created ->
                NONE.described(
                        created.userId(),
                        new Details(
                                created.resumeId(),
                                created.resumeVersion(),
                                text(created.title()),
                                created.targetRole(),
                                created.targetCompany(),
                                created.jobDescription()));
            case CoverLetterDescribed described ->
                described(
                        described.userId(),
                        new Details(
                                described.resumeId(),
                                described.resumeVersion(),
                                text(described.title()),
                                described.targetRole(),
                                described.targetCompany(),
                                described.jobDescription()));
            case CoverLetterDraftSaved saved -> says(saved.draft(), text(saved.content()), invented, generation);
            case CoverLetterDraftRestored restored ->
                says(restored.draft(), text(restored.content()), invented, generation);
            case CoverLetterGenerationRequested requested -> working(new Generation(requested, false));
            case CoverLetterGenerationStarted _ ->
                working(generation == null ? null : new Generation(generation.requested, true));
            case CoverLetterGenerated generated -> {
                // An earlier draft, with what was invented in it, may be restored.
                Set<Ungrounded> all = new LinkedHashSet<>(invented);
                all.addAll(UngroundedTexts.read(generated.ungrounded()));
                yield says(generated.draft(), text(generated.content()), List.copyOf(all), null);
            }
            case CoverLetterGenerationFailed _ -> working(null);
            case CoverLetterFinalised _ ->
                new Letter(owner, details, drafts, content, invented, generation, true, isDeleted);
            case CoverLetterDeleted _ ->
                new Letter(owner, details, drafts, content, invented, generation, isFinal, true);
            case CoverLetterUndeleted _ ->
                new Letter(owner, details, drafts, content, invented, generation, isFinal, false);
        };
    }

    private Letter described(UserId user, Details as) {
        return new Letter(user, as, drafts, content, invented, generation, isFinal, isDeleted);
    }

    private Letter says(int draft, String text, List<Ungrounded> engines, @Nullable Generation running) {
        return new Letter(owner, details, draft, text, engines, running, isFinal, isDeleted);
    }

    private Letter working(@Nullable Generation running) {
        return new Letter(owner, details, drafts, content, invented, running, isFinal, isDeleted);
    }

    /** Whether the last draft says something that an engine invented, as far as it can be recognised. */
    private boolean saysInvented() {
        String said = recognisable(content);
        return invented.stream().anyMatch(text -> said.contains(recognisable(text.text())));
    }

    private static String recognisable(String text) {
        return text.toLowerCase(Locale.ROOT).replace(",", "");
    }

    private static String text(@Nullable String personal) {
        return personal == null ? "" : personal;
    }
}
