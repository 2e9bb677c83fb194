package com.sexyresume.command.achievements;

import com.sexyresume.command.AggregateShell;
import com.sexyresume.command.achievements.AchievementsCommand.DefineAchievement;
import com.sexyresume.command.achievements.AchievementsCommand.RetireAchievement;
import com.sexyresume.command.achievements.AchievementsCommand.ReviseAchievement;
import com.sexyresume.command.achievements.AchievementsCommand.ShipAchievement;
import com.sexyresume.events.achievements.AchievementsEvent.DefinitionEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** The one stream of what there is to earn. */
@Aggregate(type = "achievement-catalogue")
class CatalogueStream extends AggregateShell<DefinitionEvent> {

    private Catalogue state = Catalogue.EMPTY;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(DefineAchievement command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ReviseAchievement command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RetireAchievement command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ShipAchievement command) {
        record(command, state.decide(command));
    }

    @EventSourcingHandler
    void on(DefinitionEvent event, DomainEventMessage<?> message) {
        sourcedFrom(message);
        state = state.evolve(event);
    }
}
