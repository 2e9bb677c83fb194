package com.sexyresume.command.exports;

import com.sexyresume.events.exports.ExportId;
import com.sexyresume.events.exports.ExportsEvent;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/** Reads an export's stream, which is short. */
@Component
class ExportHistory {

    private final EventStore history;

    ExportHistory(EventStore history) {
        this.history = history;
    }

    /** {@link Export#NONE} when there is no such export. */
    Export of(ExportId export) {
        DomainEventStream events =
                history.readEvents(ExportsCommand.streamOf(export).toString(), 0);
        Export state = Export.NONE;
        while (events.hasNext()) {
            state = state.evolve((ExportsEvent) events.next().getPayload());
        }
        return state;
    }
}
