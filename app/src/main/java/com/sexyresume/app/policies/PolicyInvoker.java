package com.sexyresume.app.policies;

import com.sexyresume.command.Policy;
import java.util.List;
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
        return policies.stream().anyMatch(policy -> follows(policy, payloadType));
    }

    private static boolean follows(Policy<?> policy, Class<?> payloadType) {
        return policy.follows().stream().anyMatch(followed -> followed.isAssignableFrom(payloadType));
    }

    @Override
    public void handle(EventMessage<?> message, Segment segment) throws InterruptedException {
        long position =
                ((GlobalSequenceTrackingToken) ((TrackedEventMessage<?>) message).trackingToken()).getGlobalIndex();
        for (Policy<?> policy : policies) {
            if (follows(policy, message.getPayloadType())) {
                reactions.react(policy, (DomainEventMessage<?>) message, position, PolicyReactions.Occasion.EVENT);
            }
        }
    }

    /** A rebuild never runs policies. */
    @Override
    public boolean supportsReset() {
        return false;
    }
}
