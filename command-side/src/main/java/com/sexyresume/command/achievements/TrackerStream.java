package com.sexyresume.command.achievements;

import com.sexyresume.command.AggregateShell;
import com.sexyresume.command.achievements.AchievementsCommand.CheckAchievements;
import com.sexyresume.command.achievements.AchievementsCommand.CountProgress;
import com.sexyresume.events.achievements.AchievementsEvent.TrackerEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** The stream of one user's achievements. */
@Aggregate(type = "achievements")
class TrackerStream extends AggregateShell<TrackerEvent> {

    private Tracker state = Tracker.NOTHING;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(CountProgress command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(CheckAchievements command) {
        record(command, state.decide(command));
    }

    @EventSourcingHandler
    void on(TrackerEvent event, DomainEventMessage<?> message) {
        sourcedFrom(message);
        state = state.evolve(event);
    }
}
