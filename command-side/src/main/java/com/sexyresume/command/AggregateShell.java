package com.sexyresume.command;

import com.sexyresume.events.Claim;
import com.sexyresume.events.DomainEvent;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CommandHandlerInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * The thin shell that Axon sees around a pure state: it judges {@code If-Match} inside the stream's lock, hands the
 * command to the state, and applies what the state decides. A shell holds no rule.
 *
 * @param <E> the events of the stream
 */
public abstract class AggregateShell<E extends DomainEvent> {

    /** The metadata key of {@code If-Match}'s version in a command message. */
    public static final String EXPECTED_VERSION = "expectedVersion";

    @AggregateIdentifier
    private @Nullable String stream;

    /** Judged from the stream, never from a projection. */
    @CommandHandlerInterceptor
    @Nullable
    Object judgeExpectedVersion(CommandMessage<?> message, InterceptorChain chain) throws Exception {
        if (message.getMetaData().get(EXPECTED_VERSION) instanceof Long expected) {
            Long version = stream == null ? null : AggregateLifecycle.getVersion();
            long actual = version == null ? -1 : version;
            if (actual != expected) {
                throw new CommandRejected(
                        new StaleVersion(((Command) message.getPayload()).stream(), expected, actual));
            }
        }
        return chain.proceed();
    }

    /** Applies the events of an accepted command, or throws {@link CommandRejected}. */
    protected final void record(Command command, Decision<? extends E> decision) {
        switch (decision) {
            case Decision.Accepted<? extends E>(var events, var claims) -> {
                stream = command.stream().toString();
                if (!claims.isEmpty()) {
                    CurrentUnitOfWork.get()
                            .root()
                            .<List<Claim>>getOrComputeResource(Claim.RESOURCE, key -> new ArrayList<>())
                            .addAll(claims);
                }
                events.forEach(AggregateLifecycle::apply);
            }
            case Decision.Refused<? extends E>(var why) -> throw new CommandRejected(why);
        }
    }

    /** Called by each shell's event sourcing handler, so that a stream read from its history knows its name. */
    protected final void sourcedFrom(DomainEventMessage<?> message) {
        if (stream == null) {
            stream = message.getAggregateIdentifier();
        }
    }
}
