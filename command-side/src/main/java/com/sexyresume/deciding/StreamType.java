package com.sexyresume.deciding;

import com.sexyresume.events.DomainEvent;
import com.sexyresume.events.Id;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * A kind of streams as a value: its name, the state that each of them begins with, how a command is decided on a state,
 * and what an event makes of one. A state that is {@link Snapshotted} is kept for long streams; one that is
 * {@link OwnersAlone} is read for its owner only.
 *
 * <p>A context declares its types as beans, and the application subscribes a handler for every command that the sealed
 * command interface permits: a command that no rule decides does not compile.
 *
 * @param <S> the state, a value that nobody can change
 * @param <C> the sealed interface of the commands
 * @param <E> the sealed interface of the events
 */
public final class StreamType<S, C extends Command, E extends DomainEvent> {

    /** Of the one stream of a type that has no more. */
    private static final UUID ONE = new UUID(0, 1);

    private final String name;
    private final Class<C> commands;
    private final Class<E> events;
    private final S initial;
    private final BiFunction<S, C, Decision<E>> decide;
    private final BiFunction<S, E, S> evolve;

    private StreamType(
            String name,
            Class<C> commands,
            Class<E> events,
            S initial,
            BiFunction<S, C, Decision<E>> decide,
            BiFunction<S, E, S> evolve) {
        this.name = name;
        this.commands = commands;
        this.events = events;
        this.initial = initial;
        this.decide = decide;
        this.evolve = evolve;
    }

    /**
     * Declares a type.
     *
     * @param name stands in the history in front of every stream's id, and never changes
     * @param initial the state of a stream without events
     */
    public static <S, C extends Command, E extends DomainEvent> StreamType<S, C, E> of(
            String name,
            Class<C> commands,
            Class<E> events,
            S initial,
            BiFunction<S, C, Decision<E>> decide,
            BiFunction<S, E, S> evolve) {
        return new StreamType<>(name, commands, events, initial, decide, evolve);
    }

    public String name() {
        return name;
    }

    public S initial() {
        return initial;
    }

    public StreamId of(Id id) {
        return StreamId.of(name, id);
    }

    /** The stream of a type that has only one. */
    public StreamId one() {
        return new StreamId(name, ONE);
    }

    /**
     * What a state answers to a command.
     *
     * @throws ClassCastException when the command is one of another type of streams
     */
    public Decision<E> decide(S state, Command command) {
        return decide.apply(state, commands.cast(command));
    }

    /**
     * What an event makes of a state.
     *
     * @throws ClassCastException when the event is one of another type of streams
     */
    public S evolve(S state, DomainEvent event) {
        return evolve.apply(state, events.cast(event));
    }

    /** All records that are commands of this type. */
    public List<Class<?>> commandTypes() {
        return records(commands);
    }

    private static List<Class<?>> records(Class<?> type) {
        if (type.isRecord()) {
            return List.of(type);
        }
        List<Class<?>> found = new ArrayList<>();
        Arrays.stream(type.getPermittedSubclasses())
                .flatMap(permitted -> records(permitted).stream())
                .forEach(found::add);
        return found;
    }
}
