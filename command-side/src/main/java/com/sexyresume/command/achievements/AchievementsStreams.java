package com.sexyresume.command.achievements;

import com.sexyresume.command.achievements.AchievementsCommand.CatalogueCommand;
import com.sexyresume.command.achievements.AchievementsCommand.TrackerCommand;
import com.sexyresume.deciding.StreamType;
import com.sexyresume.events.achievements.AchievementsEvent.DefinitionEvent;
import com.sexyresume.events.achievements.AchievementsEvent.TrackerEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The streams of achievements. */
@Configuration
class AchievementsStreams {

    /** One, of all definitions: whoever judges by them reads them all. */
    static final StreamType<Catalogue, CatalogueCommand, DefinitionEvent> CATALOGUE = StreamType.of(
            "achievement-catalogue",
            CatalogueCommand.class,
            DefinitionEvent.class,
            Catalogue.EMPTY,
            Catalogue::decide,
            Catalogue::evolve);

    /** One of each user. */
    static final StreamType<Tracker, TrackerCommand, TrackerEvent> TRACKER = StreamType.of(
            "achievements",
            TrackerCommand.class,
            TrackerEvent.class,
            Tracker.NOTHING,
            Tracker::decide,
            Tracker::evolve);

    @Bean
    StreamType<?, ?, ?> achievementCatalogueStreamType() {
        return CATALOGUE;
    }

    @Bean
    StreamType<?, ?, ?> achievementsStreamType() {
        return TRACKER;
    }
}
