package com.sexyresume.command.matching;

import com.sexyresume.command.AggregateShell;
import com.sexyresume.command.matching.MatchingCommand.CompleteJobMatch;
import com.sexyresume.command.matching.MatchingCommand.DelayJobMatch;
import com.sexyresume.command.matching.MatchingCommand.FailJobMatch;
import com.sexyresume.command.matching.MatchingCommand.GiveFeedback;
import com.sexyresume.command.matching.MatchingCommand.RequestJobMatch;
import com.sexyresume.events.matching.MatchingEvent.JobMatchEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** The stream of one match. */
@Aggregate(type = "job-match")
class JobMatchStream extends AggregateShell<JobMatchEvent> {

    private JobMatch state = JobMatch.NONE;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RequestJobMatch command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(DelayJobMatch command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(CompleteJobMatch command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(FailJobMatch command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(GiveFeedback command) {
        record(command, state.decide(command));
    }

    @EventSourcingHandler
    void on(JobMatchEvent event, DomainEventMessage<?> message) {
        sourcedFrom(message);
        state = state.evolve(event);
    }
}
