package com.sexyresume.app.web.bodies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sexyresume.app.web.bodies.BodyMemory.Part;
import com.sexyresume.app.web.problems.ProblemException;
import com.sexyresume.app.web.requests.WebProperties;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Large bodies are held and worked on within a share of the heap; small ones, and one large one, always are. */
class BodyMemoryTest {

    private static final int LARGE = 1_000;
    private static final int MAX = 10_000;

    /** 20,000 bytes are held, and 10,001 worked on. */
    private final BodyMemory memory = new BodyMemory(
            new WebProperties.Body(MAX, 32, 256, 262_144, 100, 308, 100_000, LARGE, 0.2, 0.05, Duration.ofMillis(1)),
            100_000);

    private static void isFull(Runnable asks) {
        assertThatThrownBy(asks::run)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo("try-again"));
    }

    @Test
    void holdsNoMoreThanItsShare() {
        Part first = memory.new Part();
        Part second = memory.new Part();
        first.grow(MAX);
        second.grow(4_000);
        second.grow(MAX);

        isFull(() -> memory.new Part().grow(LARGE + 1));
        memory.new Part().grow(LARGE);

        first.release();
        memory.new Part().grow(MAX);
    }

    @Test
    void letsOthersWaitForTheirTurn() {
        Part first = memory.new Part();
        first.awaitTurn(MAX);

        isFull(() -> memory.new Part().awaitTurn(LARGE + 1));
        memory.new Part().awaitTurn(LARGE);

        first.release();
        first.release();
        assertThat(memory.workedOn()).isZero();
        memory.new Part().awaitTurn(MAX);
        assertThat(memory.workedOn()).isEqualTo(MAX);
    }

    @Test
    void hasRoomForOneBodyOnTheSmallestHeap() {
        BodyMemory tiny = new BodyMemory(
                new WebProperties.Body(
                        MAX, 32, 256, 262_144, 100, 308, 100_000, LARGE, 0.2, 0.05, Duration.ofMillis(1)),
                1);
        Part only = tiny.new Part();

        only.grow(MAX + 1);
        only.awaitTurn(MAX);

        assertThat(tiny.workedOn()).isEqualTo(MAX);
    }
}
