package com.sexyresume.command.letters;

import com.sexyresume.command.AggregateShell;
import com.sexyresume.command.OwnersAlone;
import com.sexyresume.command.letters.LettersCommand.CompleteGeneration;
import com.sexyresume.command.letters.LettersCommand.CreateLetter;
import com.sexyresume.command.letters.LettersCommand.DeleteLetter;
import com.sexyresume.command.letters.LettersCommand.DescribeLetter;
import com.sexyresume.command.letters.LettersCommand.FailGeneration;
import com.sexyresume.command.letters.LettersCommand.FinaliseLetter;
import com.sexyresume.command.letters.LettersCommand.GenerateLetter;
import com.sexyresume.command.letters.LettersCommand.RestoreDraft;
import com.sexyresume.command.letters.LettersCommand.SaveDraft;
import com.sexyresume.command.letters.LettersCommand.StartGeneration;
import com.sexyresume.command.letters.LettersCommand.UndeleteLetter;
import com.sexyresume.events.letters.LettersEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** The stream of one cover letter. */
@Aggregate(type = "letter")
class LetterStream extends AggregateShell<LettersEvent> implements OwnersAlone {

    private Letter state = Letter.NONE;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(CreateLetter command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(DescribeLetter command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(SaveDraft command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RestoreDraft command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(GenerateLetter command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(FinaliseLetter command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(DeleteLetter command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(UndeleteLetter command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(StartGeneration command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(CompleteGeneration command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(FailGeneration command) {
        record(command, state.decide(command));
    }

    @EventSourcingHandler
    void on(LettersEvent event, DomainEventMessage<?> message) {
        sourcedFrom(message);
        state = state.evolve(event);
    }
}
