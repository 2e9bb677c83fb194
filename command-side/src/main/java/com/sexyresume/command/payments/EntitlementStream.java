package com.sexyresume.command.payments;

import com.sexyresume.command.AggregateShell;
import com.sexyresume.command.payments.EntitlementsCommand.Expire;
import com.sexyresume.command.payments.EntitlementsCommand.GrantFor;
import com.sexyresume.command.payments.EntitlementsCommand.GrantUntil;
import com.sexyresume.command.payments.EntitlementsCommand.Restore;
import com.sexyresume.command.payments.EntitlementsCommand.Revoke;
import com.sexyresume.command.payments.EntitlementsCommand.RevokeRefunded;
import com.sexyresume.events.payments.PaymentsEvent.EntitlementEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** The stream of one user's entitlements. */
@Aggregate(type = "entitlements")
class EntitlementStream extends AggregateShell<EntitlementEvent> {

    private Grants state = Grants.NONE;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(GrantFor command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(GrantUntil command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(Revoke command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(Expire command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RevokeRefunded command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(Restore command) {
        record(command, state.decide(command));
    }

    @EventSourcingHandler
    void on(EntitlementEvent event, DomainEventMessage<?> message) {
        sourcedFrom(message);
        state = state.evolve(event);
    }
}
