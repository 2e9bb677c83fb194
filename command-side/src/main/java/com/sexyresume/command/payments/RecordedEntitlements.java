package com.sexyresume.command.payments;

import com.sexyresume.command.Entitlements;
import com.sexyresume.events.UserId;
import com.sexyresume.events.payments.Entitlement;
import com.sexyresume.events.payments.PaymentsEvent.EntitlementEvent;
import java.time.Instant;
import java.util.Set;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/** Reads a user's stream of grants, which is short. */
@Component
class RecordedEntitlements implements Entitlements {

    private final EventStore history;

    RecordedEntitlements(EventStore history) {
        this.history = history;
    }

    @Override
    public Set<Entitlement> of(UserId user, Instant at) {
        DomainEventStream events =
                history.readEvents(EntitlementsCommand.streamOf(user).toString(), 0);
        Grants grants = Grants.NONE;
        while (events.hasNext()) {
            grants = grants.evolve((EntitlementEvent) events.next().getPayload());
        }
        return grants.at(at);
    }
}
