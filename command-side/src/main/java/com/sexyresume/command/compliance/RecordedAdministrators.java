package com.sexyresume.command.compliance;

import com.sexyresume.command.Administrators;
import com.sexyresume.events.UserId;
import com.sexyresume.events.compliance.ComplianceEvent;
import com.sexyresume.events.compliance.ComplianceEvent.AdminRole;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/** Reads the one stream of admin roles, which is short. */
@Component
class RecordedAdministrators implements Administrators {

    private final EventStore history;

    RecordedAdministrators(EventStore history) {
        this.history = history;
    }

    @Override
    public boolean isAdministrator(UserId user) {
        DomainEventStream events = history.readEvents(ComplianceCommand.ADMIN_ROLES.toString(), 0);
        AdminRoles roles = AdminRoles.NONE;
        while (events.hasNext()) {
            roles = roles.evolve((ComplianceEvent) events.next().getPayload());
        }
        return roles.holds(user, AdminRole.ADMIN) || roles.holds(user, AdminRole.SUPER_ADMIN);
    }
}
