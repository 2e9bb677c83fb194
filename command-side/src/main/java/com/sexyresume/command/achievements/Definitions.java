package com.sexyresume.command.achievements;

import com.sexyresume.command.achievements.Catalogue.Edition;
import com.sexyresume.events.achievements.AchievementsEvent.DefinitionEvent;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/** What there is to earn, as the history says at this moment: what was read before is kept, what is new is read. */
@Component
class Definitions {

    private final EventStore history;
    private volatile Read read = new Read(Catalogue.EMPTY, 0);

    Definitions(EventStore history) {
        this.history = history;
    }

    /** @param next the version of the stream that was not read yet */
    private record Read(Catalogue catalogue, long next) {}

    List<Edition> active() {
        Read from = read;
        Catalogue catalogue = from.catalogue();
        long next = from.next();
        DomainEventStream events =
                history.readEvents(AchievementsStreams.CATALOGUE.one().toString(), next);
        while (events.hasNext()) {
            DomainEventMessage<?> message = events.next();
            catalogue = catalogue.evolve((DefinitionEvent) message.getPayload());
            next = message.getSequenceNumber() + 1;
        }
        // Whoever was faster or slower read the same stream: either is right.
        read = new Read(catalogue, next);
        return catalogue.active();
    }
}
