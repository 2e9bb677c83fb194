package com.sexyresume.command.enhancements;

import com.sexyresume.command.AggregateShell;
import com.sexyresume.command.enhancements.EnhancementsCommand.CompleteEnhancement;
import com.sexyresume.command.enhancements.EnhancementsCommand.DecideSuggestions;
import com.sexyresume.command.enhancements.EnhancementsCommand.FailEnhancement;
import com.sexyresume.command.enhancements.EnhancementsCommand.RequestEnhancement;
import com.sexyresume.command.enhancements.EnhancementsCommand.SettleSuggestion;
import com.sexyresume.command.enhancements.EnhancementsCommand.StartEnhancement;
import com.sexyresume.events.enhancements.EnhancementsEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** The stream of one enhancement. */
@Aggregate(type = "enhancement")
class EnhancementStream extends AggregateShell<EnhancementsEvent> {

    private Enhancement state = Enhancement.NONE;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RequestEnhancement command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(StartEnhancement command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(CompleteEnhancement command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(FailEnhancement command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(DecideSuggestions command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(SettleSuggestion command) {
        record(command, state.decide(command));
    }

    @EventSourcingHandler
    void on(EnhancementsEvent event, DomainEventMessage<?> message) {
        sourcedFrom(message);
        state = state.evolve(event);
    }
}
