package com.sexyresume.command.matching;

import com.sexyresume.command.AggregateShell;
import com.sexyresume.command.matching.MatchingCommand.ChooseEmbeddingModel;
import com.sexyresume.command.matching.MatchingCommand.FinishInstallation;
import com.sexyresume.events.matching.MatchingEvent.CatalogueEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** The one stream of what concerns all job roles. */
@Aggregate(type = "job-role-catalogue")
class RoleCatalogueStream extends AggregateShell<CatalogueEvent> {

    private RoleCatalogue state = RoleCatalogue.NONE;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ChooseEmbeddingModel command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(FinishInstallation command) {
        record(command, state.decide(command));
    }

    @EventSourcingHandler
    void on(CatalogueEvent event, DomainEventMessage<?> message) {
        sourcedFrom(message);
        state = state.evolve(event);
    }
}
