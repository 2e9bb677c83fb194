package com.sexyresume.command.enhancements;

import com.sexyresume.events.enhancements.EnhancementId;
import com.sexyresume.events.enhancements.EnhancementsEvent;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/** Reads an enhancement's stream, which is short. */
@Component
class RecordedEnhancements implements Enhancements {

    private final EventStore history;

    RecordedEnhancements(EventStore history) {
        this.history = history;
    }

    @Override
    public Enhancement read(EnhancementId id) {
        DomainEventStream events =
                history.readEvents(EnhancementsCommand.streamOf(id).toString(), 0);
        Enhancement enhancement = Enhancement.NONE;
        while (events.hasNext()) {
            enhancement = enhancement.evolve((EnhancementsEvent) events.next().getPayload());
        }
        return enhancement;
    }
}
