package com.sexyresume.command.letters;

import com.sexyresume.command.RecordedStreams;
import com.sexyresume.events.UserId;
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
    private final RecordedStreams streams;

    LetterHistory(EventStore history, RecordedStreams streams) {
        this.history = history;
        this.streams = streams;
    }

    @Override
    public Letter read(LetterId letter) {
        return fold(letter, Integer.MAX_VALUE);
    }

    /**
     * What a draft said; null when the caller has no such letter, of which nothing is read then, or it has no such
     * draft.
     */
    @Nullable
    String draft(UserId caller, LetterId letter, int draft) {
        boolean isTheirs = streams.begunBy(LettersCommand.streamOf(letter))
                .filter(caller::equals)
                .isPresent();
        Letter then = draft < 1 || !isTheirs ? Letter.NONE : fold(letter, draft);
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
