package com.sexyresume.command.referrals;

import com.sexyresume.events.UserId;
import com.sexyresume.events.referrals.ReferralsEvent.ReferralCodeIssued;
import java.util.Optional;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/** Whose a code is: said by the first event of its stream, and never changed. */
@Component
class CodeOwners {

    private final EventStore history;

    CodeOwners(EventStore history) {
        this.history = history;
    }

    /** Empty when there is no such code. */
    Optional<UserId> of(CodeText code) {
        DomainEventStream events =
                history.readEvents(ReferralsCommand.streamOf(code.id()).toString(), 0);
        return events.hasNext() && events.next().getPayload() instanceof ReferralCodeIssued issued
                ? Optional.of(issued.userId())
                : Optional.empty();
    }
}
