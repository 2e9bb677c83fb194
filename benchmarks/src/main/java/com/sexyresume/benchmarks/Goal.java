package com.sexyresume.benchmarks;

import com.sexyresume.benchmarks.Grid.Cell;
import com.sexyresume.benchmarks.Grid.Measurement;
import com.sexyresume.benchmarks.rig.Load;
import com.sexyresume.benchmarks.stock.PlainInsert;
import com.sexyresume.benchmarks.stock.StockJdbc;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was to be reached, and what was, within one run.
 *
 * @param what is compared
 * @param wanted a bound
 * @param atLeast whether the bound is a lower one
 * @param unit of both: × for ratios
 * @param reached null when the run did not measure it
 */
record Goal(
        String what,
        double wanted,
        boolean atLeast,
        String unit,
        @Nullable Double reached) {

    boolean met() {
        return reached != null && (atLeast ? reached >= wanted : reached <= wanted);
    }

    /** ✓, ✗, or – when it was not measured. */
    String mark() {
        return reached == null ? "–" : met() ? "✓" : "✗";
    }

    String wantedText() {
        return (atLeast ? "≥ " : "≤ ") + number(wanted) + unit;
    }

    String reachedText() {
        return reached == null ? "not measured" : number(reached) + unit;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    static List<Goal> of(
            Map<Measurement, Cell> cells,
            Lag.@Nullable Result lag,
            List<Wake.Result> wakes,
            List<Replay> replays,
            List<Nearest.Result> nearest) {
        Ratios ratios = new Ratios(cells);
        List<Goal> goals = new ArrayList<>();
        goals.add(ratios.goal(EngineAlone.NAME, PlainInsert.NAME, Load.DISTINCT, 64, 2));
        goals.add(ratios.goal(EngineAlone.NAME, PlainInsert.NAME, Load.DISTINCT, 256, 3));
        goals.add(ratios.goal(OurBus.NAME, StockJdbc.NAME, Load.DISTINCT, 64, 12));
        goals.add(ratios.goal(OurBus.NAME, StockJdbc.NAME, Load.DISTINCT, 8, 3.5));
        goals.add(ratios.goal(OurBus.NAME, StockJdbc.NAME, Load.HOT, 64, 20));
        goals.add(new Goal(
                OurBus.NAME + ", " + Load.HOT.title() + ", 64 callers: p99",
                50,
                false,
                " ms",
                ratios.value(OurBus.NAME, Load.HOT, 64, Cell::p99Ms)));
        goals.add(ratios.goal(OurHttp.NAME, OurBus.NAME, Load.DISTINCT, 64, 0.5));
        goals.add(new Goal("lag from commit to row: p50", 3, false, " ms", lag == null ? null : lag.p50Ms()));
        goals.add(new Goal("lag from commit to row: p99", 15, false, " ms", lag == null ? null : lag.p99Ms()));
        for (Wake.Result wake : wakes) {
            goals.add(new Goal(
                    "woken in another process, an event every " + wake.pauseMs() + " ms: p99",
                    50,
                    false,
                    " ms",
                    wake.p99Ms()));
        }
        for (Replay replay : replays) {
            String events = String.format(Locale.ROOT, "%,d events", replay.events());
            if (replay.rowByRow() != null) {
                goals.add(new Goal(
                        "rebuild / stock replay with a statement for each row, " + events,
                        4,
                        true,
                        "×",
                        replay.ours() / replay.rowByRow()));
            }
            goals.add(new Goal(
                    "rebuild / stock replay with a statement for each batch, " + events,
                    4,
                    true,
                    "×",
                    replay.ours() / replay.batched()));
        }
        goals.add(new Goal("rebuild, rate at 1,000,000 events / rate at 100,000", 0.9, true, "×", steadiness(replays)));
        for (Nearest.Result result : nearest) {
            goals.add(new Goal(
                    String.format(
                            Locale.ROOT,
                            "recall@10 of the nearest roles, %,d roles%s",
                            result.roles(),
                            result.filtered() ? ", filtered" : ""),
                    0.95,
                    true,
                    "",
                    result.recall()));
        }
        return goals;
    }

    private static @Nullable Double steadiness(List<Replay> replays) {
        Double small = rate(replays, 100_000);
        Double large = rate(replays, 1_000_000);
        return small == null || large == null ? null : large / small;
    }

    private static @Nullable Double rate(List<Replay> replays, int events) {
        for (Replay replay : replays) {
            if (replay.events() == events) {
                return replay.ours();
            }
        }
        return null;
    }

    private record Ratios(Map<Measurement, Cell> cells) {

        Goal goal(String contender, String other, Load load, int callers, double wanted) {
            Double above = value(contender, load, callers, Cell::perSecond);
            Double below = value(other, load, callers, Cell::perSecond);
            return new Goal(
                    "%s / %s, %s, %d callers".formatted(contender, other, load.title(), callers),
                    wanted,
                    true,
                    "×",
                    above == null || below == null ? null : above / below);
        }

        @Nullable
        Double value(String contender, Load load, int callers, ToDoubleFunction<Cell> value) {
            Cell cell = cells.get(new Measurement(contender, load, callers));
            return cell == null ? null : value.applyAsDouble(cell);
        }
    }
}
