package com.sexyresume.command.enhancements;

import com.sexyresume.command.enhancements.EnhancementsCommand.SettleSuggestion;
import com.sexyresume.command.enhancements.EnhancementsCommand.Settlement;
import com.sexyresume.deciding.Happened;
import com.sexyresume.events.enhancements.EnhancementId;
import com.sexyresume.events.resumes.ResumesEvent;
import com.sexyresume.events.resumes.ResumesEvent.SuggestedEditApplied;
import com.sexyresume.events.resumes.ResumesEvent.SuggestedEditRefused;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Notes what the résumé made of a text that its owner wanted: it stands there, or it was stale (T04). */
@Component
class WhenSuggestedEditSettledThenSettleSuggestion implements Policy<ResumesEvent> {

    @Override
    public Set<Class<? extends ResumesEvent>> follows() {
        return Set.of(SuggestedEditApplied.class, SuggestedEditRefused.class);
    }

    @Override
    public void react(Happened<ResumesEvent> happened, Reaction reaction) {
        switch (happened.event()) {
            case SuggestedEditApplied applied ->
                reaction.send(
                        "settle",
                        new SettleSuggestion(
                                new EnhancementId(applied.enhancementId()),
                                applied.suggestionId(),
                                new Settlement.Applied(happened.version())));
            case SuggestedEditRefused refused ->
                reaction.send(
                        "settle",
                        new SettleSuggestion(
                                new EnhancementId(refused.enhancementId()),
                                refused.suggestionId(),
                                new Settlement.Stale(refused.code())));
            default -> throw new IllegalArgumentException("This is not followed");
        }
    }
}
