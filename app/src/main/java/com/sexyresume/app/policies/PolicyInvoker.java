package com.sexyresume.app.policies;

import com.sexyresume.sending.Policy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;

/** Hands an event to the policies that follow it, one after the other; events of one stream in their order. */
final class PolicyInvoker implements EventHandlerInvoker {

    private final List<Policy<?>> policies;
    private final PolicyReactions reactions;

    /** Asked for every event of the history. */
    private final Map<Class<?>, List<Policy<?>>> followers = new ConcurrentHashMap<>();

    PolicyInvoker(List<Policy<?>> policies, PolicyReactions reactions) {
        this.policies = policies;
        this.reactions = reactions;
    }

    @Override
    public boolean canHandle(EventMessage<?> message, Segment segment) {
        return canHandleType(message.getPayloadType())
                && message instanceof DomainEventMessage<?> event
                && segment.matches(event.getAggregateIdentifier());
    }

    @Override
    public boolean canHandleType(Class<?> payloadType) {
        return !followers(payloadType).isEmpty();
    }

    private List<Policy<?>> followers(Class<?> payloadType) {
        return followers.computeIfAbsent(
                payloadType,
                type -> policies.stream()
                        .filter(policy ->
                                policy.follows().stream().anyMatch(followed -> followed.isAssignableFrom(type)))
                        .toList());
    }

    @Override
    public void handle(EventMessage<?> message, Segment segment) throws InterruptedException {
        long position =
                ((GlobalSequenceTrackingToken) ((TrackedEventMessage<?>) message).trackingToken()).getGlobalIndex();
        for (Policy<?> policy : followers(message.getPayloadType())) {
            reactions.react(policy, (DomainEventMessage<?>) message, position, PolicyReactions.Occasion.EVENT);
        }
    }

    /** A rebuild never runs policies. */
    @Override
    public boolean supportsReset() {
        return false;
    }
}
