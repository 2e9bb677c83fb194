package com.sexyresume.command.compliance;

import com.sexyresume.command.AggregateShell;
import com.sexyresume.command.compliance.ComplianceCommand.GrantAdminRole;
import com.sexyresume.command.compliance.ComplianceCommand.NameAdmin;
import com.sexyresume.command.compliance.ComplianceCommand.RevokeAdminRole;
import com.sexyresume.events.compliance.ComplianceEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** The one stream of admin roles. */
@Aggregate(type = "admin-roles")
class AdminRoleRegister extends AggregateShell<ComplianceEvent> {

    private AdminRoles state = AdminRoles.NONE;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(NameAdmin command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(GrantAdminRole command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RevokeAdminRole command) {
        record(command, state.decide(command));
    }

    @EventSourcingHandler
    void on(ComplianceEvent event, DomainEventMessage<?> message) {
        sourcedFrom(message);
        state = state.evolve(event);
    }
}
