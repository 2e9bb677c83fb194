package com.sexyresume.command;

import com.sexyresume.events.Claim;
import com.sexyresume.events.DomainEvent;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;

/**
 * The thin shell that Axon sees around a pure state: it judges {@code If-Match} when it is its turn in the stream's
 * pipeline, hands the command to the state, and applies what the state decides. A shell holds no rule, and nothing that
 * can be changed but by assigning to its fields: each command is decided in a {@link #copy} of its own.
 *
 * @param <E> the events of the stream
 */
public abstract class AggregateShell<E extends DomainEvent> implements Cloneable {

    /** The metadata key of an {@link IfMatch} in a command message. */
    public static final String IF_MATCH = "ifMatch";

    /**
     * The metadata key of claims, a {@code List<Claim>}, that are taken together with whatever events a command leads
     * to.
     */
    public static final String CLAIMS = "claims";

    /**
     * Under this key the root unit of work holds the version that was decided on, so that a command that changes
     * nothing is refused like any other when the stream has moved on.
     */
    private static final String DECIDED_ON = "com.sexyresume.decided-on";

    @AggregateIdentifier
    private @Nullable String stream;

    /**
     * Applies the events of an accepted command, or throws {@link CommandRejected}. That there is no such thing for
     * this caller is answered before anything else, so that {@code If-Match} tells nothing of what belongs to somebody
     * else.
     */
    protected final void record(Command command, Decision<? extends E> decision) {
        Long version = AggregateLifecycle.getVersion();
        stream = command.stream().toString();
        if (decision instanceof Decision.Refused<? extends E>(var why) && why.kind() == Rejection.Kind.ABSENT) {
            throw new CommandRejected(why);
        }
        CurrentUnitOfWork.get().root().resources().put(DECIDED_ON, version == null ? -1L : version);
        judgeIfMatch(command, version == null ? -1 : version);
        switch (decision) {
            case Decision.Accepted<? extends E>(var events, var claims) -> {
                List<Claim> all = new ArrayList<>(claims);
                if (!events.isEmpty()
                        && CurrentUnitOfWork.get().getMessage().getMetaData().get(CLAIMS) instanceof List<?> sent) {
                    sent.forEach(claim -> all.add((Claim) claim));
                }
                if (!all.isEmpty()) {
                    CurrentUnitOfWork.get()
                            .root()
                            .<List<Claim>>getOrComputeResource(Claim.RESOURCE, key -> new ArrayList<>())
                            .addAll(all);
                }
                events.forEach(AggregateLifecycle::apply);
            }
            case Decision.Refused<? extends E>(var why) -> throw new CommandRejected(why);
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

    /** A shell around the same state, which goes its own way. */
    @SuppressWarnings("unchecked") // a clone is of the same class
    public final AggregateShell<E> copy() {
        try {
            return (AggregateShell<E>) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Called by each shell's event sourcing handler, so that a stream read from its history knows its name. */
    protected final void sourcedFrom(DomainEventMessage<?> message) {
        if (stream == null) {
            stream = message.getAggregateIdentifier();
        }
    }
}
