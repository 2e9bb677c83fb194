package com.sexyresume.benchmarks;

import com.sexyresume.benchmarks.rig.Call;
import com.sexyresume.benchmarks.rig.Cluster;
import com.sexyresume.benchmarks.rig.Contender;
import com.sexyresume.benchmarks.rig.Failures;
import com.sexyresume.benchmarks.rig.Load;
import com.sexyresume.benchmarks.rig.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Measures contenders in turns: callers send one command after the other, each when its last one was durable. What a
 * caller began in the time that is measured counts for the latencies, what ended in it for the rate.
 */
final class Grid {

    private static final long HIGHEST_LATENCY_NANOS = Duration.ofMinutes(5).toNanos();
    private static final int SIGNIFICANT_DIGITS = 2;
    private static final int WARMING_CALLERS = 32;

    /** By how much the last warm-up has to be faster than all before, or it was in vain. */
    private static final double WORTH_GOING_ON = 1.03;

    private static final long PAUSE_AFTER_FAILURE_NANOS = 1_000_000;

    /** A machine that is too busy to do one command in the time given is waited for, as long as this. */
    private static final long PATIENCE_NANOS = Duration.ofMinutes(1).toNanos();

    private final Plan plan;
    private final Cluster cluster;
    private final Profile profile;
    private final Consumer<String> progress;

    /** @param progress is told of each measurement */
    Grid(Plan plan, Cluster cluster, Profile profile, Consumer<String> progress) {
        this.progress = progress;
        this.plan = plan;
        this.cluster = cluster;
        this.profile = profile;
    }

    /** Which measurement. */
    record Measurement(String contender, Load load, int callers) {}

    /**
     * What came out.
     *
     * @param perSecond commands per second: the median of the rounds
     * @param p50Ms of all rounds
     * @param p99Ms of all rounds
     * @param jvmMicros CPU time of the JVM for each command: the median of the rounds
     * @param postgresMicros CPU time of PostgreSQL for each command: the median of the rounds
     * @param failures commands that failed
     */
    record Cell(double perSecond, double p50Ms, double p99Ms, double jvmMicros, double postgresMicros, long failures) {}

    private record Round(
            double perSecond, double jvmMicros, double postgresMicros, Histogram latencies, long failures) {}

    /** The time that is measured: it lasts until at least one command has begun and ended in it. */
    private static final class Window {

        private final long begin;
        private volatile boolean used;
        private volatile boolean over;

        Window(long begin) {
            this.begin = begin;
        }
    }

    private record CallerResult(Histogram latencies, long completed, long failures) {}

    Map<Measurement, Cell> measure(List<Contender> contenders) throws Exception {
        for (Contender contender : contenders) {
            for (Load load : Load.values()) {
                warmUp(contender, load);
            }
        }
        Map<Measurement, Cell> cells = new LinkedHashMap<>();
        for (Load load : Load.values()) {
            for (int callers : plan.callers()) {
                Map<Contender, List<Round>> rounds = new LinkedHashMap<>();
                for (int round = 0; round < plan.rounds(); round++) {
                    for (Contender contender : contenders) {
                        profile.begin(contender, load, callers);
                        rounds.computeIfAbsent(contender, first -> new ArrayList<>())
                                .add(round(contender, load, callers, plan.ramp(), plan.cell()));
                        profile.end(contender);
                    }
                }
                rounds.forEach((contender, measured) -> {
                    Cell cell = cell(measured);
                    cells.put(new Measurement(contender.name(), load, callers), cell);
                    progress.accept(String.format(
                            Locale.ROOT,
                            "%-15s %3d callers  %-32s %8.0f/s  p50 %8.2f ms  p99 %8.2f ms",
                            load.title(),
                            callers,
                            contender.name(),
                            cell.perSecond(),
                            cell.p50Ms(),
                            cell.p99Ms()));
                });
            }
        }
        return cells;
    }

    private void warmUp(Contender contender, Load load) throws Exception {
        int callers = Math.min(WARMING_CALLERS, plan.callers().getLast());
        double fastest = 0;
        int inVain = 0;
        for (int times = 0; times < plan.warmUps() && inVain < 2; times++) {
            double rate = round(contender, load, callers, Duration.ZERO, plan.warmUp())
                    .perSecond();
            inVain = rate > fastest * WORTH_GOING_ON ? 0 : inVain + 1;
            fastest = Math.max(fastest, rate);
        }
    }

    /** One contender, measured once. */
    Cell once(Contender contender, Load load, int callers, Duration window) throws Exception {
        return cell(List.of(round(contender, load, callers, plan.ramp(), window)));
    }

    private Round round(Contender contender, Load load, int callers, Duration ramp, Duration duration)
            throws Exception {
        Contender.Callers each = contender.callers(load);
        Window window = new Window(System.nanoTime() + ramp.toNanos());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<CallerResult>> results = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                results.add(threads.submit(() -> calls(each, window)));
            }
            sleepUntil(window.begin);
            long begin = System.nanoTime();
            long jvm = contender.cpuNanos();
            long postgres = cluster.cpuNanos();
            sleepUntil(begin + duration.toNanos());
            while (!window.used && System.nanoTime() < begin + PATIENCE_NANOS) {
                LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
            }
            window.over = true;
            long nanos = System.nanoTime() - begin;
            jvm = contender.cpuNanos() - jvm;
            postgres = cluster.cpuNanos() - postgres;
            Histogram latencies = new Histogram(HIGHEST_LATENCY_NANOS, SIGNIFICANT_DIGITS);
            long completed = 0;
            long failures = 0;
            for (Future<CallerResult> result : results) {
                CallerResult caller = result.get();
                latencies.add(caller.latencies());
                completed += caller.completed();
                failures += caller.failures();
            }
            double commands = Math.max(1, completed);
            return new Round(
                    completed * 1e9 / nanos, jvm / commands / 1_000, postgres / commands / 1_000, latencies, failures);
        }
    }

    private static CallerResult calls(Contender.Callers callers, Window window) throws Exception {
        Histogram latencies = new Histogram(HIGHEST_LATENCY_NANOS, SIGNIFICANT_DIGITS);
        long completed = 0;
        long failures = 0;
        try (Call call = callers.next()) {
            for (long now = System.nanoTime(); !window.over; ) {
                long started = now;
                boolean durable = durable(call);
                now = System.nanoTime();
                if (!durable) {
                    failures++;
                    LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
                } else {
                    if (now >= window.begin && !window.over) {
                        completed++;
                    }
                    if (started >= window.begin) {
                        latencies.recordValue(Math.min(now - started, HIGHEST_LATENCY_NANOS));
                        window.used = true;
                    }
                }
            }
        }
        return new CallerResult(latencies, completed, failures);
    }

    /** A contender that fails under load is reported as such, and the run goes on. */
    static boolean durable(Call call) throws InterruptedException {
        try {
            call.run();
            return true;
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception failed) {
            Failures.seen(failed);
            return false;
        }
    }

    private Cell cell(List<Round> rounds) {
        Histogram latencies = new Histogram(HIGHEST_LATENCY_NANOS, SIGNIFICANT_DIGITS);
        rounds.forEach(round -> latencies.add(round.latencies()));
        return new Cell(
                median(rounds.stream().map(Round::perSecond).toList()),
                latencies.getValueAtPercentile(50) / 1e6,
                latencies.getValueAtPercentile(99) / 1e6,
                median(rounds.stream().map(Round::jvmMicros).toList()),
                median(rounds.stream().map(Round::postgresMicros).toList()),
                rounds.stream().mapToLong(Round::failures).sum());
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted(Comparator.naturalOrder()).toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    static void sleepUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
