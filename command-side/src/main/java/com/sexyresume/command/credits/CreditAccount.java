package com.sexyresume.command.credits;

import com.sexyresume.command.AggregateShell;
import com.sexyresume.command.credits.CreditsCommand.AwardCredits;
import com.sexyresume.command.credits.CreditsCommand.ChargeCredits;
import com.sexyresume.command.credits.CreditsCommand.ReclaimCredits;
import com.sexyresume.command.credits.CreditsCommand.SpendCredits;
import com.sexyresume.events.credits.CreditsEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** The stream of one user's credits. */
@Aggregate(type = "credit-account")
class CreditAccount extends AggregateShell<CreditsEvent> {

    private CreditBalance state = CreditBalance.NONE;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(AwardCredits command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(SpendCredits command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ChargeCredits command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ReclaimCredits command) {
        record(command, state.decide(command));
    }

    @EventSourcingHandler
    void on(CreditsEvent event, DomainEventMessage<?> message) {
        sourcedFrom(message);
        state = state.evolve(event);
    }
}
