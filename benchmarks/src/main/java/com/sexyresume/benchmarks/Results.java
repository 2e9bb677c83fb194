package com.sexyresume.benchmarks;

import com.sexyresume.benchmarks.Grid.Cell;
import com.sexyresume.benchmarks.Grid.Measurement;
import com.sexyresume.benchmarks.rig.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one run measured; empty or null where a part was left out.
 *
 * @param database which PostgreSQL, with which settings
 * @param machineLoad the machine's load before the run began
 */
record Results(
        Plan plan,
        Instant began,
        Instant ended,
        String database,
        double machineLoad,
        Map<Measurement, Cell> cells,
        Lag.@Nullable Result lag,
        List<Wake.Result> wakes,
        @Nullable Memory memory,
        List<Replay> replays,
        List<Nearest.Result> nearest) {

    List<Goal> goals() {
        return Goal.of(cells, lag, wakes, replays, nearest);
    }
}
