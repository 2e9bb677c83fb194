package com.sexyresume.command.letters;

import com.sexyresume.deciding.StreamType;
import com.sexyresume.events.letters.LettersEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The streams of cover letters. */
@Configuration
class LettersStreams {

    /** One of each cover letter. */
    static final StreamType<Letter, LettersCommand, LettersEvent> LETTER = StreamType.of(
            "letter", LettersCommand.class, LettersEvent.class, Letter.NONE, Letter::decide, Letter::evolve);

    @Bean
    StreamType<?, ?, ?> letterStreamType() {
        return LETTER;
    }
}
