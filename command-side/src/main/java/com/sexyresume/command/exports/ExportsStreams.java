package com.sexyresume.command.exports;

import com.sexyresume.deciding.StreamType;
import com.sexyresume.events.exports.ExportsEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The streams of exports. */
@Configuration
class ExportsStreams {

    /** One of each export. */
    static final StreamType<Export, ExportsCommand, ExportsEvent> EXPORT = StreamType.of(
            "export", ExportsCommand.class, ExportsEvent.class, new Export.None(), Export::decide, Export::evolve);

    @Bean
    StreamType<?, ?, ?> exportStreamType() {
        return EXPORT;
    }
}
