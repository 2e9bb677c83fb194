package com.sexyresume.command.enhancements;

import com.sexyresume.deciding.StreamType;
import com.sexyresume.events.enhancements.EnhancementsEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The streams of enhancements. */
@Configuration
class EnhancementsStreams {

    /** One of each enhancement. */
    static final StreamType<Enhancement, EnhancementsCommand, EnhancementsEvent> ENHANCEMENT = StreamType.of(
            "enhancement",
            EnhancementsCommand.class,
            EnhancementsEvent.class,
            Enhancement.NONE,
            Enhancement::decide,
            Enhancement::evolve);

    @Bean
    StreamType<?, ?, ?> enhancementStreamType() {
        return ENHANCEMENT;
    }
}
