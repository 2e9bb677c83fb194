package com.sexyresume.events.achievements;

import com.sexyresume.events.DomainEvent;
import com.sexyresume.events.EventType;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.UserId;
import java.time.Instant;
import java.util.UUID;

/** What can be earned (T26), and who has come how far and has earned what (T08). */
public sealed interface AchievementsEvent extends DomainEvent {

    /** What happens to one of the achievements that there are; all of them are in one stream. */
    sealed interface DefinitionEvent extends AchievementsEvent {

        /** Stable, such as {@code first-resume}. */
        String key();
    }

    /** What happens to one user's achievements. */
    sealed interface TrackerEvent extends AchievementsEvent, UserEvent {}

    /**
     * An achievement can be earned from now on.
     *
     * @param category a short code for the frontend to group by
     * @param criteria an expression in CEL over the user's counters and what is counted at the moment
     * @param targets the JSON text of an object: how far counters must come by these criteria, as far as that can be
     *     read from them
     * @param credits what it is worth, at least 0 (D42)
     */
    @EventType(name = "achievements.achievement-defined")
    record AchievementDefined(
            String key, String title, String description, String category, String criteria, String targets, int credits)
            implements DefinitionEvent {}

    /**
     * An achievement is another from now on, and can be earned if it could not; who has earned it keeps what they were
     * given.
     *
     * @param edition counted from 1, which was the definition
     */
    @EventType(name = "achievements.achievement-revised")
    record AchievementRevised(
            String key,
            int edition,
            String title,
            String description,
            String category,
            String criteria,
            String targets,
            int credits)
            implements DefinitionEvent {}

    /** Nobody earns it from now on. */
    @EventType(name = "achievements.achievement-retired")
    record AchievementRetired(String key) implements DefinitionEvent {}

    /**
     * A counter of the user went up.
     *
     * @param counter such as {@code resumes_created}
     * @param by at least 1
     * @param total what it came to (D43)
     * @param at when what was counted happened, UTC
     */
    @EventType(name = "achievements.progress-made")
    record ProgressMade(UserId userId, String counter, long by, long total, Instant at) implements TrackerEvent {}

    /**
     * The user fulfilled the criteria: once in their life (C10).
     *
     * @param edition of the definition, counted from 1
     * @param credits what it is worth, at least 0
     * @param progress the JSON text of an object: the counters that the criteria name, as they were
     * @param cause the event that was counted, or the check that was asked for
     */
    @EventType(name = "achievements.achievement-earned")
    record AchievementEarned(
            UserId userId,
            AchievementId achievementId,
            String key,
            int edition,
            String title,
            int credits,
            String progress,
            UUID cause)
            implements TrackerEvent {}
}
