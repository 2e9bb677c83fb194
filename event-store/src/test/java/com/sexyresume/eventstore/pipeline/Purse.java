package com.sexyresume.eventstore.pipeline;

import com.sexyresume.events.Claim;
import com.sexyresume.events.EventType;
import com.sexyresume.events.Id;
import com.sexyresume.events.UserEvent;
import com.sexyresume.events.UserId;
import com.sexyresume.eventstore.history.StreamName;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** An aggregate whose events tell what they were decided on: a wrong decision shows in its history. */
final class Purse implements Cloneable {

    static final Set<Class<?>> EVENTS = Set.of(MoneyMoved.class);

    record PurseId(UUID value) implements Id {}

    /** @param balance what is in the purse after it */
    @EventType(name = "purses.money-moved")
    record MoneyMoved(PurseId purseId, UserId userId, long amount, long balance) implements UserEvent {}

    /**
     * Puts money into a purse, or takes some.
     *
     * @param parts as how many events
     * @param claim a key that comes with it
     */
    record Move(
            StreamName stream,
            long amount,
            int parts,
            @Nullable String claim) {

        static Move put(StreamName stream, long amount) {
            return new Move(stream, amount, 1, null);
        }

        static Move take(StreamName stream, long amount) {
            return new Move(stream, -amount, 1, null);
        }

        static Move nothing(StreamName stream) {
            return new Move(stream, 0, 0, null);
        }

        Move claiming(String key) {
            return new Move(stream, amount, parts, key);
        }

        Move inParts(int count) {
            return new Move(stream, amount, count, claim);
        }
    }

    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Refused(long balance) {
            super("There is only " + balance, null, false, false);
        }
    }

    @AggregateIdentifier
    private @Nullable String stream;

    private long balance;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(Move move) {
        stream = move.stream().toString();
        Long version = AggregateLifecycle.getVersion();
        CurrentUnitOfWork.get()
                .root()
                .resources()
                .put(RecordCommands.DECIDED_ON_RESOURCE, version == null ? -1L : version);
        if (balance + move.amount() * move.parts() < 0) {
            throw new Refused(balance);
        }
        if (move.claim() != null) {
            CurrentUnitOfWork.get()
                    .root()
                    .resources()
                    .put(RecordCommands.CLAIMS_RESOURCE, List.of(Claim.take("code", move.claim())));
        }
        for (int part = 0; part < move.parts(); part++) {
            AggregateLifecycle.apply(new MoneyMoved(
                    new PurseId(move.stream().id()),
                    new UserId(move.stream().id()),
                    move.amount(),
                    balance + move.amount()));
        }
    }

    @EventSourcingHandler
    void on(MoneyMoved moved) {
        stream = "purse:" + moved.purseId().value();
        balance += moved.amount();
    }

    UUID owner() {
        return StreamName.parse(String.valueOf(stream)).id();
    }

    Purse copy() {
        try {
            return (Purse) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
