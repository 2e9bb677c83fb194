package com.sexyresume.command.exports;

import com.sexyresume.command.AggregateShell;
import com.sexyresume.command.exports.ExportsCommand.CompleteExport;
import com.sexyresume.command.exports.ExportsCommand.DeleteExport;
import com.sexyresume.command.exports.ExportsCommand.DownloadExport;
import com.sexyresume.command.exports.ExportsCommand.ExpireExport;
import com.sexyresume.command.exports.ExportsCommand.FailExport;
import com.sexyresume.command.exports.ExportsCommand.RequestExport;
import com.sexyresume.events.exports.ExportsEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** The stream of one export. */
@Aggregate(type = "export")
class ExportStream extends AggregateShell<ExportsEvent> {

    private Export state = Export.NONE;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RequestExport command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(CompleteExport command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(FailExport command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(DownloadExport command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(DeleteExport command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ExpireExport command) {
        record(command, state.decide(command));
    }

    @EventSourcingHandler
    void on(ExportsEvent event, DomainEventMessage<?> message) {
        sourcedFrom(message);
        state = state.evolve(event);
    }
}
