package com.sexyresume.command.accounts;

import com.sexyresume.command.AggregateShell;
import com.sexyresume.command.accounts.AccountsCommand.EraseUser;
import com.sexyresume.command.accounts.AccountsCommand.RegisterUser;
import com.sexyresume.command.accounts.AccountsCommand.UpdateProfile;
import com.sexyresume.events.accounts.AccountsEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** The stream of one user's account. */
@Aggregate(type = "user")
class UserAccount extends AggregateShell<AccountsEvent> {

    private Account state = Account.NONE;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RegisterUser command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(UpdateProfile command) {
        record(command, state.decide(command));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(EraseUser command) {
        record(command, state.decide(command));
    }

    @EventSourcingHandler
    void on(AccountsEvent event, DomainEventMessage<?> message) {
        sourcedFrom(message);
        state = state.evolve(event);
    }
}
