package com.sexyresume.deciding;

import com.sexyresume.events.Claim;
import com.sexyresume.events.DomainEvent;
import java.util.List;

/** What a rule answers to a command: the events that it leads to, or the reason why it is refused. */
public sealed interface Decision<E extends DomainEvent> {

    /**
     * The command is accepted.
     *
     * @param events recorded together or not at all; none when nothing would change
     * @param claims taken and given back together with the events
     */
    record Accepted<E extends DomainEvent>(List<E> events, List<Claim> claims) implements Decision<E> {}

    record Refused<E extends DomainEvent>(Rejection why) implements Decision<E> {}

    static <E extends DomainEvent> Decision<E> accept(E event) {
        return new Accepted<>(List.of(event), List.of());
    }

    static <E extends DomainEvent> Decision<E> accept(E event, List<Claim> claims) {
        return new Accepted<>(List.of(event), claims);
    }

    static <E extends DomainEvent> Decision<E> accept(List<E> events) {
        return new Accepted<>(events, List.of());
    }

    /** Accepted, and nothing changes: the state already is what the command asks for. */
    static <E extends DomainEvent> Decision<E> nothing() {
        return new Accepted<>(List.of(), List.of());
    }

    static <E extends DomainEvent> Decision<E> refuse(Rejection why) {
        return new Refused<>(why);
    }
}
