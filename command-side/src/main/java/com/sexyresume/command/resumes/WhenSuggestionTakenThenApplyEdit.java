package com.sexyresume.command.resumes;

import com.sexyresume.command.resumes.ResumeCommand.ApplySuggestedEdit;
import com.sexyresume.deciding.Happened;
import com.sexyresume.events.enhancements.EnhancementsEvent.SuggestionTaken;
import com.sexyresume.sending.Policy;
import com.sexyresume.sending.Reaction;
import org.springframework.stereotype.Component;

/** Puts a text that the user has accepted, or has worded themselves, into the résumé, if it still fits (T04). */
@Component
class WhenSuggestionTakenThenApplyEdit implements Policy<SuggestionTaken> {

    @Override
    public void react(Happened<SuggestionTaken> happened, Reaction reaction) {
        SuggestionTaken taken = happened.event();
        String original = taken.originalText();
        String text = taken.text();
        // Null once the user is erased.
        if (original != null && text != null) {
            reaction.send(
                    "apply",
                    new ApplySuggestedEdit(
                            taken.resumeId(),
                            taken.userId(),
                            taken.enhancementId().value(),
                            taken.suggestionId(),
                            taken.path(),
                            taken.entryId(),
                            original,
                            text));
        }
    }
}
