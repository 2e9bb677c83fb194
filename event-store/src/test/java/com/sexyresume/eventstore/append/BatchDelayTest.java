package com.sexyresume.eventstore.append;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** For whom the writer waits, and for how long. */
class BatchDelayTest {

    private final BatchDelay patience = new BatchDelay();

    @Test
    void waitsForThoseWhoWereAnswered() {
        patience.answered(4, Duration.ofMillis(2));

        assertThat(patience.expected(3)).isEqualTo(7);
        assertThat(patience.longest()).isEqualTo(Duration.ofNanos(500_000));
    }

    @Test
    void neverWaitsForLongerThanAMillisecond() {
        patience.answered(4, Duration.ofSeconds(2));

        assertThat(patience.longest()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void doesNotLetACallerWaitWhoIsAlone() {
        assertThat(patience.expected(1)).isEqualTo(1);

        patience.answered(1, Duration.ofMillis(2));

        assertThat(patience.expected(1)).isEqualTo(1);
    }

    @Test
    void waitsLessAndLessOftenForThoseWhoDoNotCome() {
        List<Integer> passed = new ArrayList<>();
        for (int vain = 0; vain < 9; vain++) {
            int batches = 0;
            for (patience.answered(4, Duration.ofMillis(2));
                    patience.expected(4) == 4;
                    patience.answered(4, Duration.ofMillis(2))) {
                batches++;
            }
            passed.add(batches);
            patience.waited(true);
        }

        assertThat(passed).containsExactly(0, 1, 2, 4, 8, 16, 32, 64, 64);
    }

    @Test
    void waitsAgainOnceTheyCame() {
        patience.answered(4, Duration.ofMillis(2));
        patience.waited(true);
        assertThat(patience.expected(4)).isEqualTo(4);
        patience.waited(false);

        assertThat(patience.expected(4)).isEqualTo(8);
    }
}
