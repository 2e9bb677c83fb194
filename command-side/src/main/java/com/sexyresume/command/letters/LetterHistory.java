package com.sexyresume.command.letters;

import com.sexyresume.events.letters.LetterId;
import com.sexyresume.events.letters.LettersEvent;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads a letter's stream; whether the caller may have what it says is for the command's rule to say. */
@Component
class LetterHistory implements Letters {

    private final EventStore history;

    LetterHistory(EventStore history) {
        this.history = history;
    }

    @Override
    public Letter read(LetterId letter) {
        return fold(letter, Integer.MAX_VALUE);
    }

    /** What a draft said; null when there is no such draft. */
    @Nullable
    String draft(LetterId letter, int draft) {
        Letter then = draft < 1 ? Letter.NONE : fold(letter, draft);
        return draft >= 1 && then.drafts() == draft ? then.content() : null;
    }

    private Letter fold(LetterId id, int draft) {
        DomainEventStream events =
                history.readEvents(LettersCommand.streamOf(id).toString(), 0);
        Letter letter = Letter.NONE;
        while (letter.drafts() < draft && events.hasNext()) {
            letter = letter.evolve((LettersEvent) events.next().getPayload());
        }
        return letter;
    }
}
