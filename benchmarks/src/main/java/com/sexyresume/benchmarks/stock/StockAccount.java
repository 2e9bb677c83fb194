package com.sexyresume.benchmarks.stock;

import com.sexyresume.events.UserId;
import com.sexyresume.events.credits.CreditsEvent.CreditsAwarded;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** A credit account as Axon's documentation writes an aggregate: the same event as the application's. */
class StockAccount {

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it.
    private @Nullable String id;

    private long balance;

    /** The command. */
    record StockAward(@TargetAggregateIdentifier String account, UUID userId, UUID transactionId, int amount) {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(StockAward command) {
        id = command.account();
        AggregateLifecycle.apply(new CreditsAwarded(
                new UserId(command.userId()),
                command.transactionId(),
                command.amount(),
                "bench",
                null,
                balance + command.amount()));
    }

    @EventSourcingHandler
    void on(CreditsAwarded event) {
        id = event.userId().toString();
        balance = event.balanceAfter();
    }
}
