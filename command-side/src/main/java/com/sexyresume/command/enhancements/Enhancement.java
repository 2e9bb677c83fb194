package com.sexyresume.command.enhancements;

import com.sexyresume.command.enhancements.EnhancementsCommand.CompleteEnhancement;
import com.sexyresume.command.enhancements.EnhancementsCommand.DecideSuggestions;
import com.sexyresume.command.enhancements.EnhancementsCommand.FailEnhancement;
import com.sexyresume.command.enhancements.EnhancementsCommand.OfRequest;
import com.sexyresume.command.enhancements.EnhancementsCommand.RequestEnhancement;
import com.sexyresume.command.enhancements.EnhancementsCommand.SettleSuggestion;
import com.sexyresume.command.enhancements.EnhancementsCommand.Settlement;
import com.sexyresume.command.enhancements.EnhancementsCommand.StartEnhancement;
import com.sexyresume.command.enhancements.EnhancementsCommand.Verdict;
import com.sexyresume.command.enhancements.EnhancementsRefusal.SuggestionDecided;
import com.sexyresume.command.enhancements.EnhancementsRefusal.SuggestionNeedsInput;
import com.sexyresume.command.enhancements.EnhancementsRefusal.SuggestionUngrounded;
import com.sexyresume.deciding.Decision;
import com.sexyresume.deciding.NoSuchThing;
import com.sexyresume.deciding.Rejection;
import com.sexyresume.events.UserId;
import com.sexyresume.events.enhancements.EnhancementsEvent;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementCompleted;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementFailed;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementRequested;
import com.sexyresume.events.enhancements.EnhancementsEvent.EnhancementStarted;
import com.sexyresume.events.enhancements.EnhancementsEvent.SuggestionAccepted;
import com.sexyresume.events.enhancements.EnhancementsEvent.SuggestionApplied;
import com.sexyresume.events.enhancements.EnhancementsEvent.SuggestionModified;
import com.sexyresume.events.enhancements.EnhancementsEvent.SuggestionRejected;
import com.sexyresume.events.enhancements.EnhancementsEvent.SuggestionStale;
import com.sexyresume.quotas.DailySlot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An enhancement ends once, in suggestions or in failure, and each suggestion is decided once, by the user, and settled
 * once, by the résumé (T03, T04, C03, C04). Its request takes one of the user's slots of the day, as the claim
 * {@code enhancement-slot:<user>:<day>:<slot>}, and its failure gives it back, each in the same append (B01, B04, D61).
 *
 * @param requested null while there is no such request
 * @param suggestions by their ids
 */
record Enhancement(@Nullable EnhancementRequested requested, Status status, Map<UUID, Offer> suggestions) {

    /** The kind of the claim that a slot is. */
    static final String SLOT = "enhancement-slot";

    static final Enhancement NONE = new Enhancement(null, Status.PENDING, Map.of());

    /** How far it is (C03). */
    enum Status {
        PENDING,
        PROCESSING,
        COMPLETED,
        FAILED
    }

    /** What the user has said (C04). */
    enum Action {
        PENDING,
        ACCEPTED,
        REJECTED,
        MODIFIED
    }

    /**
     * A suggestion and what became of it.
     *
     * @param userText the user's own words, if they have modified it
     */
    record Offer(
            Suggestion suggestion, Action action, @Nullable String userText, boolean settled) {}

    Enhancement {
        suggestions = Map.copyOf(suggestions);
    }

    Decision<EnhancementsEvent> decide(EnhancementsCommand command) {
        return switch (command) {
            // Its id is made of the command that asks for it: who asks again asks for what is there.
            case RequestEnhancement ask -> requested == null ? request(ask) : Decision.nothing();
            case OfRequest of ->
                requested == null ? Decision.refuse(new NoSuchThing("enhancement")) : decide(requested, of);
        };
    }

    private Decision<EnhancementsEvent> decide(EnhancementRequested request, OfRequest command) {
        return switch (command) {
            case StartEnhancement(var id, var engine) ->
                status == Status.PENDING
                        ? Decision.accept(new EnhancementStarted(id, request.userId(), request.resumeId(), engine))
                        : Decision.nothing();
            case CompleteEnhancement completed ->
                status == Status.PROCESSING
                        ? Decision.accept(new EnhancementCompleted(
                                completed.enhancementId(),
                                request.userId(),
                                request.resumeId(),
                                Suggestion.write(completed.suggestions()),
                                completed.suggestions().size(),
                                completed.confidencePercent(),
                                completed.model(),
                                completed.inputTokens(),
                                completed.outputTokens(),
                                completed.costMicros(),
                                completed.processingMs()))
                        : Decision.nothing();
            case FailEnhancement(var id, var code, var charged, var usage, var processingMs) -> {
                if (status != Status.PENDING && status != Status.PROCESSING) {
                    yield Decision.nothing();
                }
                // It starts only when it has been charged.
                int refund = charged || status == Status.PROCESSING ? request.cost() : 0;
                yield Decision.accept(
                        new EnhancementFailed(
                                id,
                                request.userId(),
                                request.resumeId(),
                                code,
                                refund,
                                usage.model(),
                                usage.inputTokens(),
                                usage.outputTokens(),
                                usage.costMicros(),
                                processingMs),
                        slot(request.userId(), request.day(), request.slot()).release());
            }
            case DecideSuggestions(var _, var user, var verdicts) ->
                user.equals(request.userId())
                        ? decide(request, verdicts)
                        : Decision.refuse(new NoSuchThing("enhancement"));
            case SettleSuggestion(var _, var id, var settlement) -> settle(request, id, settlement);
        };
    }

    private static Decision<EnhancementsEvent> request(RequestEnhancement command) {
        String day = command.day().toString();
        return Decision.accept(
                new EnhancementRequested(
                        command.enhancementId(),
                        command.userId(),
                        command.resumeId(),
                        command.resumeVersion(),
                        command.tone(),
                        command.targetRole(),
                        command.targetIndustry(),
                        command.stylePreferences().write(),
                        command.cost(),
                        day,
                        command.slot()),
                slot(command.userId(), day, command.slot()).take());
    }

    private static DailySlot slot(UserId user, String day, int number) {
        return new DailySlot(SLOT, user, day, number);
    }

    private Decision<EnhancementsEvent> decide(EnhancementRequested request, List<Verdict> verdicts) {
        List<EnhancementsEvent> events = new ArrayList<>();
        Enhancement state = this;
        for (Verdict verdict : verdicts) {
            Offer offer = state.suggestions.get(verdict.suggestionId());
            if (offer == null) {
                return Decision.refuse(new NoSuchThing("suggestion"));
            }
            if (offer.action != Action.PENDING) {
                if (isSaid(verdict, offer)) {
                    continue;
                }
                return Decision.refuse(new SuggestionDecided());
            }
            Rejection refusal = refusalFor(verdict, offer.suggestion);
            if (refusal != null) {
                return Decision.refuse(refusal);
            }
            EnhancementsEvent event = event(request, verdict, offer.suggestion);
            events.add(event);
            state = state.evolve(event);
        }
        return Decision.accept(events);
    }

    private static boolean isSaid(Verdict verdict, Offer offer) {
        return switch (verdict) {
            case Verdict.Accept _ -> offer.action == Action.ACCEPTED;
            case Verdict.Reject _ -> offer.action == Action.REJECTED;
            case Verdict.Modify(var _, var text) -> offer.action == Action.MODIFIED && text.equals(offer.userText);
        };
    }

    private static @Nullable Rejection refusalFor(Verdict verdict, Suggestion suggestion) {
        if (verdict instanceof Verdict.Accept(var _, var confirmed)) {
            if (suggestion.needsInput()) {
                return new SuggestionNeedsInput();
            }
            if (!suggestion.ungrounded().isEmpty() && !confirmed) {
                return new SuggestionUngrounded();
            }
        }
        return null;
    }

    private static EnhancementsEvent event(EnhancementRequested request, Verdict verdict, Suggestion suggestion) {
        return switch (verdict) {
            case Verdict.Accept _ ->
                new SuggestionAccepted(
                        request.enhancementId(),
                        request.userId(),
                        suggestion.id(),
                        request.resumeId(),
                        suggestion.path(),
                        suggestion.entryId(),
                        suggestion.original(),
                        suggestion.suggested(),
                        !suggestion.ungrounded().isEmpty());
            case Verdict.Reject _ -> new SuggestionRejected(request.enhancementId(), request.userId(), suggestion.id());
            case Verdict.Modify(var _, var text) ->
                new SuggestionModified(
                        request.enhancementId(),
                        request.userId(),
                        suggestion.id(),
                        request.resumeId(),
                        suggestion.path(),
                        suggestion.entryId(),
                        suggestion.original(),
                        text);
        };
    }

    private Decision<EnhancementsEvent> settle(EnhancementRequested request, UUID id, Settlement settlement) {
        Offer offer = suggestions.get(id);
        if (offer == null) {
            return Decision.refuse(new NoSuchThing("suggestion"));
        }
        if (offer.settled || (offer.action != Action.ACCEPTED && offer.action != Action.MODIFIED)) {
            return Decision.nothing();
        }
        return Decision.accept(
                switch (settlement) {
                    case Settlement.Applied(var version) ->
                        new SuggestionApplied(request.enhancementId(), request.userId(), id, version);
                    case Settlement.Stale(var code) ->
                        new SuggestionStale(request.enhancementId(), request.userId(), id, code);
                });
    }

    Enhancement evolve(EnhancementsEvent event) {
        return switch (event) {
            case EnhancementRequested request -> new Enhancement(request, Status.PENDING, Map.of());
            case EnhancementStarted _ -> new Enhancement(requested, Status.PROCESSING, suggestions);
            case EnhancementCompleted completed -> {
                Map<UUID, Offer> offers = new HashMap<>();
                Suggestion.read(completed.suggestions())
                        .forEach(suggestion ->
                                offers.put(suggestion.id(), new Offer(suggestion, Action.PENDING, null, false)));
                yield new Enhancement(requested, Status.COMPLETED, offers);
            }
            case EnhancementFailed _ -> new Enhancement(requested, Status.FAILED, suggestions);
            case SuggestionAccepted accepted -> said(accepted.suggestionId(), Action.ACCEPTED, null);
            case SuggestionRejected rejected -> said(rejected.suggestionId(), Action.REJECTED, null);
            case SuggestionModified modified -> said(modified.suggestionId(), Action.MODIFIED, modified.text());
            case SuggestionApplied applied -> settled(applied.suggestionId());
            case SuggestionStale stale -> settled(stale.suggestionId());
        };
    }

    private Enhancement said(UUID id, Action action, @Nullable String userText) {
        return with(id, offer -> new Offer(offer.suggestion, action, userText, offer.settled));
    }

    private Enhancement settled(UUID id) {
        return with(id, offer -> new Offer(offer.suggestion, offer.action, offer.userText, true));
    }

    /** Of an erased user no suggestion is left that anything could be said about. */
    private Enhancement with(UUID id, UnaryOperator<Offer> change) {
        Map<UUID, Offer> changed = new HashMap<>(suggestions);
        changed.computeIfPresent(id, (same, offer) -> change.apply(offer));
        return new Enhancement(requested, status, changed);
    }
}
