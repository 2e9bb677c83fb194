package com.sexyresume.command.achievements;

import com.sexyresume.command.achievements.Catalogue.Edition;
import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.StreamId;
import com.sexyresume.events.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What may be asked of achievements. */
sealed interface AchievementsCommand extends Command {

    /** What may be asked of what there is to earn. */
    sealed interface CatalogueCommand extends AchievementsCommand {

        @Override
        default StreamId stream() {
            return AchievementsStreams.CATALOGUE.one();
        }
    }

    record DefineAchievement(Definition definition) implements CatalogueCommand {}

    /** Changes one, which can be earned again if it was retired. */
    record ReviseAchievement(Definition definition) implements CatalogueCommand {}

    record RetireAchievement(String key) implements CatalogueCommand {}

    /** This version of the application comes with such a definition; one that was retired stays so. */
    record ShipAchievement(Definition definition) implements CatalogueCommand {}

    /** What may be asked of one user's achievements. */
    sealed interface TrackerCommand extends AchievementsCommand {

        UserId userId();

        /** The definitions as they are now. */
        List<Edition> definitions();

        @Override
        default StreamId stream() {
            return AchievementsStreams.TRACKER.of(userId());
        }
    }

    /**
     * Counts what the user did, and gives what they have earned by it (F04).
     *
     * @param counted how much each counter goes up, at least 1
     * @param eventId what is counted
     * @param at when it happened, UTC
     */
    record CountProgress(UserId userId, Map<Counter, Long> counted, UUID eventId, Instant at, List<Edition> definitions)
            implements TrackerCommand {}

    /**
     * Gives what the user has earned already by what is defined now (F04, F13).
     *
     * @param at now, UTC
     */
    record CheckAchievements(UserId userId, UUID checkId, Instant at, List<Edition> definitions)
            implements TrackerCommand {}
}
