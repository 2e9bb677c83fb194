package com.sexyresume.deciding;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.events.Claim;
import com.sexyresume.events.DomainEvent;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Reads a rule's test aloud: given what has happened, when something is asked, then this follows. What it sees happen
 * is a part of {@code docs/slices.md}.
 *
 * @param <S> the state that decides
 * @param <E> its events
 */
public final class Given<S, E extends DomainEvent> {

    private final S state;

    private Given(S state) {
        this.state = state;
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <S, E extends DomainEvent> Given<S, E> given(S none, BiFunction<S, E, S> evolve, E... history) {
        S state = none;
        for (E event : history) {
            state = evolve.apply(state, event);
        }
        return new Given<>(state);
    }

    public <C extends Command> Then<E> when(BiFunction<S, C, Decision<E>> decide, C command) {
        Decision<E> decision = decide.apply(state, command);
        if (decision instanceof Decision.Accepted<E>(var events, var _)) {
            Slices.seen(command, state, events);
        }
        return new Then<>(decision);
    }

    /** What the state decided. */
    public record Then<E extends DomainEvent>(Decision<E> decision) {

        @SafeVarargs
        @SuppressWarnings("varargs")
        public final Then<E> then(E... events) {
            assertThat(accepted().events()).isEqualTo(List.of(events));
            return this;
        }

        public Then<E> claiming(Claim... claims) {
            assertThat(accepted().claims()).isEqualTo(List.of(claims));
            return this;
        }

        public void thenNothing() {
            then();
        }

        public void thenRefused(Rejection why) {
            assertThat(decision).isEqualTo(Decision.refuse(why));
        }

        private Decision.Accepted<E> accepted() {
            return switch (decision) {
                case Decision.Accepted<E> accepted -> accepted;
                case Decision.Refused<E>(var why) -> throw new AssertionError("refused: " + why);
            };
        }
    }
}
