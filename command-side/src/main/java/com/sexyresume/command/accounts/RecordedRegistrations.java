package com.sexyresume.command.accounts;

import com.sexyresume.command.Registrations;
import com.sexyresume.command.StreamId;
import com.sexyresume.events.UserId;
import com.sexyresume.events.accounts.AccountsEvent.UserRegistered;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/** Reads how an account's stream begins: with its registration, or with the erasure of somebody who had none. */
@Component
class RecordedRegistrations implements Registrations {

    private final EventStore history;

    RecordedRegistrations(EventStore history) {
        this.history = history;
    }

    @Override
    public boolean isRegistered(UserId user) {
        DomainEventStream events = history.readEvents(StreamId.of("user", user).toString(), 0);
        return events.hasNext() && events.next().getPayload() instanceof UserRegistered;
    }
}
