package com.sexyresume.command.matching;

import com.sexyresume.command.AggregateShell;
import com.sexyresume.command.matching.MatchingCommand.DefineJobRole;
import com.sexyresume.command.matching.MatchingCommand.EmbedJobRole;
import com.sexyresume.command.matching.MatchingCommand.MapTemplate;
import com.sexyresume.command.matching.MatchingCommand.RecomputePopularity;
import com.sexyresume.command.matching.MatchingCommand.RetireJobRole;
import com.sexyresume.command.matching.MatchingCommand.ReviseJobRole;
import com.sexyresume.command.matching.MatchingCommand.ShipJobRole;
import com.sexyresume.command.matching.MatchingCommand.UnmapTemplate;
import com.sexyresume.events.matching.MatchingEvent.JobRoleEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** The stream of one job role. */
@Aggregate(type = "job-role")
class JobRoleStream extends AggregateShell<JobRoleEvent> {

    private JobRole state = JobRole.NONE;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(DefineJobRole command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ReviseJobRole command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RetireJobRole command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ShipJobRole command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(EmbedJobRole command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(MapTemplate command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(UnmapTemplate command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RecomputePopularity command) {
        record(command, state.decide(command));
    }

    @EventSourcingHandler
    void on(JobRoleEvent event, DomainEventMessage<?> message) {
        sourcedFrom(message);
        state = state.evolve(event);
    }
}
