package com.sexyresume.sending;

import com.sexyresume.deciding.Happened;
import com.sexyresume.deciding.KebabCase;
import com.sexyresume.events.DomainEvent;
import java.util.Objects;
import java.util.Set;
import org.springframework.core.GenericTypeResolver;

/**
 * What follows from what has happened: it reacts to events by sending commands, and is named {@code When…Then…} after
 * both. A policy lives in the context whose command it sends.
 *
 * <p>Each event reaches it at least once, in the order of its stream, and never again by a rebuild. Its commands carry
 * ids that are made of the event, so that a reaction that is cut off and begun again has each effect once. It holds no
 * state: what it needs beside the event it reads from the history.
 *
 * <p>A refusal of its command that it does not handle is parked, with its code, for an administrator to see and to try
 * again. What it throws otherwise is tried again: a few times and then parked, or for as long as the history is away.
 *
 * @param <E> the events it follows
 */
public interface Policy<E extends DomainEvent> {

    /**
     * The class's name in kebab-case, such as {@code when-export-requested-then-charge-credits}: a part of its
     * commands' ids. A policy whose class gets another name says the former one here, or it reacts to everything again.
     */
    default String name() {
        return KebabCase.of(getClass());
    }

    /** The sealed interfaces or records whose events it follows: its type argument, unless it names others. */
    default Set<? extends Class<? extends DomainEvent>> follows() {
        Class<?> followed = GenericTypeResolver.resolveTypeArgument(getClass(), Policy.class);
        return Set.of(Objects.requireNonNull(followed).asSubclass(DomainEvent.class));
    }

    /** Reacts to an event. */
    void react(Happened<E> happened, Reaction reaction);

    /** Reacts to the same event again, when the time has come that it named in {@link Reaction#remind}. */
    default void due(Happened<E> happened, Reaction reaction) {
        throw new IllegalStateException(name() + " asked for no reminder");
    }

    /**
     * How many events of different streams it works on at the same time, in threads of its own, because it takes long,
     * such as one that asks a service outside; 0 when it is quick and shares the threads of all quick ones.
     */
    default int parallelism() {
        return 0;
    }
}
