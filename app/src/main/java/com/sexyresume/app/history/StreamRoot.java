package com.sexyresume.app.history;

import com.sexyresume.deciding.Command;
import com.sexyresume.deciding.CommandRejected;
import com.sexyresume.deciding.Decision;
import com.sexyresume.deciding.Rejection;
import com.sexyresume.deciding.StreamType;
import com.sexyresume.events.Claim;
import com.sexyresume.events.DomainEvent;
import com.sexyresume.eventstore.pipeline.RecordCommands;
import com.sexyresume.sending.IfMatch;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;

/**
 * The aggregate that Axon sees, for streams of every type: a name, and a state that its {@link StreamType} makes of the
 * events. It judges {@code If-Match} when it is its turn in the stream's pipeline, and applies what the type decides.
 *
 * @param <S> the state
 */
final class StreamRoot<S> {

    /** The metadata key of an {@link IfMatch} in a command message. */
    static final String IF_MATCH = "ifMatch";

    /**
     * The metadata key of claims, a {@code List<Claim>}, that are taken together with whatever events a command leads
     * to.
     */
    static final String CLAIMS = "claims";

    @AggregateIdentifier
    private final String stream;

    /** Not a part of the state, which is weighed without it. */
    private final transient StreamType<S, ?, ?> type;

    private S state;

    StreamRoot(StreamType<S, ?, ?> type, String stream, S state) {
        this.type = type;
        this.stream = stream;
        this.state = state;
    }

    /** Another one of the same state, which goes its own way. */
    StreamRoot<S> copy() {
        return new StreamRoot<>(type, stream, state);
    }

    S state() {
        return state;
    }

    @EventSourcingHandler
    void on(DomainEvent event) {
        state = type.evolve(state, event);
    }

    /**
     * Applies the events of an accepted command, or throws {@link CommandRejected}. That there is no such thing for
     * this caller is answered before anything else, so that {@code If-Match} tells nothing of what belongs to somebody
     * else.
     */
    void handle(Command command) {
        Long version = AggregateLifecycle.getVersion();
        Decision<? extends DomainEvent> decision = type.decide(state, command);
        if (decision instanceof Decision.Refused<?>(var why) && why.kind() == Rejection.Kind.ABSENT) {
            throw new CommandRejected(why);
        }
        CurrentUnitOfWork.get()
                .root()
                .resources()
                .put(RecordCommands.DECIDED_ON_RESOURCE, version == null ? -1L : version);
        judgeIfMatch(command, version == null ? -1 : version);
        switch (decision) {
            case Decision.Accepted<? extends DomainEvent>(var events, var claims) -> {
                List<Claim> all = new ArrayList<>(claims);
                if (!events.isEmpty()
                        && CurrentUnitOfWork.get().getMessage().getMetaData().get(CLAIMS) instanceof List<?> sent) {
                    sent.forEach(claim -> all.add((Claim) claim));
                }
                if (!all.isEmpty()) {
                    CurrentUnitOfWork.get()
                            .root()
                            .<List<Claim>>getOrComputeResource(RecordCommands.CLAIMS_RESOURCE, key -> new ArrayList<>())
                            .addAll(all);
                }
                events.forEach(AggregateLifecycle::apply);
            }
            case Decision.Refused<? extends DomainEvent>(var why) -> throw new CommandRejected(why);
        }
    }

    /** Judged from the stream, never from a projection. */
    private static void judgeIfMatch(Command command, long actual) {
        if (CurrentUnitOfWork.get().getMessage().getMetaData().get(IF_MATCH) instanceof IfMatch condition) {
            condition.refusal(command.stream(), actual).ifPresent(stale -> {
                throw new CommandRejected(stale);
            });
        }
    }
}
