package com.sexyresume.query.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.events.UserId;
import com.sexyresume.events.credits.CreditsEvent.CreditsAwarded;
import com.sexyresume.query.QueryDatabase;
import com.sexyresume.query.TestHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A read of large events ends early, and the next one goes on where it ended. */
@Execution(ExecutionMode.CONCURRENT)
class AuditedBytesTest {

    private static final UUID ALICE = UUID.randomUUID();

    @Test
    void readsNoMoreThanSoManyCharactersAtATime() {
        try (QueryDatabase database = QueryDatabase.fresh();
                TestHistory history = new TestHistory(database)) {
            for (int event = 0; event < 9; event++) {
                history.append("credits", ALICE, award("x".repeat(1 << 20), event));
            }
            for (int event = 9; event < 20; event++) {
                history.append("credits", ALICE, award("small", event));
            }
            AuditFilter all = AuditFilter.of(null, null, null, null, null);
            List<Long> positions = new ArrayList<>();
            AuditFilter.Part part = all.read(database.superuser(), 0, Long.MAX_VALUE, 50);
            while (part.more()) {
                assertThat(part.events()).hasSizeLessThanOrEqualTo(3);
                part.events().forEach(event -> positions.add(event.position()));
                part = all.read(database.superuser(), positions.getLast(), Long.MAX_VALUE, 50);
            }
            part.events().forEach(event -> positions.add(event.position()));

            assertThat(positions)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 20).boxed().toList());
            assertThat(all.read(database.superuser(), 12, Long.MAX_VALUE, 8).more())
                    .isTrue();
            assertThat(all.read(database.superuser(), 12, Long.MAX_VALUE, 9).more())
                    .isFalse();
            assertThat(all.read(database.superuser(), 20, Long.MAX_VALUE, 9).more())
                    .isFalse();
        }
    }

    private static CreditsAwarded award(String reason, int event) {
        return new CreditsAwarded(new UserId(ALICE), UUID.randomUUID(), 1, "test", reason, event + 1);
    }
}
