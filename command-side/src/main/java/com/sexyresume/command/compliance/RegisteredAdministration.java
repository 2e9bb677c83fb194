package com.sexyresume.command.compliance;

import com.sexyresume.command.Administration;
import com.sexyresume.command.CommandRejected;
import com.sexyresume.events.UserId;
import com.sexyresume.events.compliance.ComplianceEvent;
import com.sexyresume.events.compliance.ComplianceEvent.AdminRole;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/** Reads the one stream of admin roles, which is short, each time it is asked: no projection's lag, no cache. */
@Component
final class RegisteredAdministration implements Administration {

    private final EventStore history;

    RegisteredAdministration(EventStore history) {
        this.history = history;
    }

    @Override
    public void requireSuperAdmin(UserId caller) {
        if (!roles().holds(caller, AdminRole.SUPER_ADMIN)) {
            throw new CommandRejected(new NotSuperAdmin());
        }
    }

    @Override
    public boolean holdsRole(UserId userId) {
        return roles().holders().stream().anyMatch(holder -> holder.userId().equals(userId));
    }

    private AdminRoles roles() {
        AdminRoles roles = AdminRoles.NONE;
        DomainEventStream events = history.readEvents(ComplianceCommand.ADMIN_ROLES.toString());
        while (events.hasNext()) {
            roles = roles.evolve((ComplianceEvent) events.next().getPayload());
        }
        return roles;
    }
}
