package com.sexyresume.command.matching;

import com.sexyresume.command.StreamId;
import com.sexyresume.command.matching.MatchingCommand.CatalogueCommand;
import com.sexyresume.events.matching.JobMatchId;
import com.sexyresume.events.matching.JobRoleId;
import com.sexyresume.events.matching.MatchingEvent.CatalogueEvent;
import com.sexyresume.events.matching.MatchingEvent.JobMatchEvent;
import com.sexyresume.events.matching.MatchingEvent.JobRoleEvent;
import java.util.function.BiFunction;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/** Reads the context's streams, which are short. */
@Component
class MatchingHistory implements MatchingStreams {

    private final EventStore history;

    MatchingHistory(EventStore history) {
        this.history = history;
    }

    @Override
    public JobRole of(JobRoleId role) {
        return read(MatchingCommand.streamOf(role), JobRole.NONE, (state, event) -> state.evolve((JobRoleEvent) event));
    }

    @Override
    public JobMatch of(JobMatchId match) {
        return read(
                MatchingCommand.streamOf(match), JobMatch.NONE, (state, event) -> state.evolve((JobMatchEvent) event));
    }

    @Override
    public RoleCatalogue catalogue() {
        return read(
                CatalogueCommand.CATALOGUE, RoleCatalogue.NONE, (state, event) -> state.evolve((CatalogueEvent) event));
    }

    private <S> S read(StreamId stream, S none, BiFunction<S, Object, S> evolve) {
        DomainEventStream events = history.readEvents(stream.toString(), 0);
        S state = none;
        while (events.hasNext()) {
            state = evolve.apply(state, events.next().getPayload());
        }
        return state;
    }
}
