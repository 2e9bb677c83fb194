package com.sexyresume.command.letters;

import com.sexyresume.deciding.StreamId;
import com.sexyresume.deciding.Streams;
import com.sexyresume.events.UserId;
import com.sexyresume.events.letters.LetterId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The drafts that a letter had. */
@Component
class LetterHistory {

    private final Streams streams;

    LetterHistory(Streams streams) {
        this.streams = streams;
    }

    /**
     * What a draft said; null when the caller has no such letter, of which nothing is read then, or it has no such
     * draft.
     */
    @Nullable
    String draft(UserId caller, LetterId letter, int draft) {
        StreamId stream = LettersCommand.streamOf(letter);
        if (draft < 1 || streams.begunBy(stream).filter(caller::equals).isEmpty()) {
            return null;
        }
        Letter then = streams.read(LettersStreams.LETTER, stream, Long.MAX_VALUE, state -> state.drafts() == draft);
        return then.drafts() == draft ? then.content() : null;
    }
}
