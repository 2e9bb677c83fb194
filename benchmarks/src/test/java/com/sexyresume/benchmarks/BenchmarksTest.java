package com.sexyresume.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.benchmarks.Grid.Cell;
import com.sexyresume.benchmarks.Grid.Measurement;
import com.sexyresume.benchmarks.rig.Plan;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Everything runs once, for a moment; how fast it is says nothing here. */
@Tag("long")
class BenchmarksTest {

    @Test
    void measuresEveryContenderAndReportsIt() throws Exception {
        System.setProperty("axoniq.update-checker.disabled", "true");
        Results results = new Benchmarks(
                        Plan.smoke(),
                        Path.of("target", "smoke"),
                        Set.of(Benchmarks.Part.values()),
                        "",
                        false,
                        line -> {})
                .run();

        assertThat(results.cells().keySet())
                .extracting(Measurement::contender)
                .containsAll(Report.CONTENDERS)
                .hasSize(2 * Report.CONTENDERS.size());
        assertThat(results.cells()).allSatisfy((key, cell) -> measured(key, cell));
        assertThat(results.lag()).satisfies(lag -> {
            assertThat(lag.commands()).isPositive();
            assertThat(lag.p50Ms()).isPositive().isLessThanOrEqualTo(lag.p99Ms());
            assertThat(lag.p99Ms()).isLessThanOrEqualTo(lag.highestMs());
        });
        assertThat(results.wakes()).hasSize(2).allSatisfy(wake -> {
            assertThat(wake.events()).isPositive();
            assertThat(wake.p50Ms()).isNotNegative().isLessThanOrEqualTo(wake.p99Ms());
            assertThat(wake.p99Ms()).isLessThanOrEqualTo(wake.highestMs());
        });
        assertThat(results.memory()).satisfies(memory -> {
            assertThat(memory.idle()).isPositive().isLessThanOrEqualTo(memory.peak());
            assertThat(memory.heap()).isPositive();
            assertThat(memory.load().perSecond()).isPositive();
        });
        assertThat(results.replays()).singleElement().satisfies(replay -> {
            assertThat(replay.rowByRow()).isPositive();
            assertThat(replay.batched()).isPositive();
            assertThat(replay.ours()).isPositive();
        });
        assertThat(results.nearest()).hasSize(2).allSatisfy(nearest -> {
            assertThat(nearest.recall()).isBetween(0.0, 1.0).isPositive();
            assertThat(nearest.p50Ms()).isPositive().isLessThanOrEqualTo(nearest.p99Ms());
        });
        assertThat(Report.markdown(results))
                .contains(Report.CONTENDERS)
                .contains("✗", "–", results.database())
                .doesNotContain("NaN", "Infinity", "null");
    }

    private static void measured(Measurement key, Cell cell) {
        assertThat(cell.perSecond()).as("%s", key).isPositive();
        assertThat(cell.p50Ms()).as("%s", key).isPositive();
        assertThat(cell.p99Ms()).as("%s", key).isGreaterThanOrEqualTo(cell.p50Ms());
        assertThat(cell.failures()).as("%s", key).isZero();
    }
}
