package com.sexyresume.eventstore.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.CharBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.junit.jupiter.api.Test;

/** What is kept in memory of streams is bounded by its bytes, however few streams they are. */
class DurableStatesTest {

    private static final long MAXIMUM_BYTES = 10L << 20;

    private final DurableStates states = new DurableStates(MAXIMUM_BYTES);

    private record Document(String title, List<Map<String, Object>> sections) {}

    private record Built(CharSequence text) {}

    private static StreamState<?> state(Object root) {
        return new StreamState<>(
                root, 0, NoSnapshotTriggerDefinition.INSTANCE.prepareTrigger(Document.class), new Object(), null);
    }

    private static Document document(int chars) {
        return new Document("A", List.of(Map.of("text", "x".repeat(chars))));
    }

    @Test
    void holdsNoMoreThanItMay() {
        for (int stream = 0; stream < 200; stream++) {
            states.keep("document:" + stream, state(document(1 << 20)));

            assertThat(states.bytes()).isLessThanOrEqualTo(MAXIMUM_BYTES);
        }
        assertThat(states.size()).isBetween(1L, 5L);
    }

    @Test
    void holdsThousandsOfSmallOnes() {
        for (int stream = 0; stream < 5_000; stream++) {
            states.keep("document:" + stream, state(document(100)));
        }

        assertThat(states.bytes()).isLessThanOrEqualTo(MAXIMUM_BYTES);
        assertThat(states.size()).isEqualTo(5_000);
    }

    @Test
    void doesNotHoldWhatIsLargerThanAllOfIt() {
        states.keep("document:1", state(document(20 << 20)));

        assertThat(states.bytes()).isZero();
        assertThat(states.find("document:1")).isNull();
    }

    @Test
    void weighsEveryObjectOfAState() {
        assertThat(Footprint.of(document(100_000), 1L << 30)).isBetween(200_000L, 202_000L);
        assertThat(Footprint.of(new Document("", List.of()), 1L << 30)).isLessThan(1_000);
        assertThat(Footprint.of(new Document("", List.of(Map.of("a", List.of(1, 2L, "b")))), 1L << 30))
                .isBetween(200L, 1_000L);
        assertThat(Footprint.of(document(100_000), 5_000)).isEqualTo(5_001);
        // As a parser of JSON leaves texts.
        StringBuilder built = new StringBuilder(100_000);
        built.repeat('x', 100_000);
        assertThat(Footprint.of(new Built(built), 1L << 30)).isBetween(200_000L, 202_000L);
        assertThat(Footprint.of(new Built(CharBuffer.wrap(built)), 1L << 30)).isBetween(200_000L, 202_000L);
        assertThat(Footprint.of(List.of(new BigDecimal("1e300"), Instant.EPOCH), 1L << 30))
                .isBetween(256L, 1_000L);
    }
}
