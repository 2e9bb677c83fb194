package com.sexyresume.benchmarks;

import com.sexyresume.benchmarks.Grid.Cell;
import com.sexyresume.benchmarks.Grid.Measurement;
import com.sexyresume.benchmarks.rig.ApplicationProcess;
import com.sexyresume.benchmarks.rig.Applications;
import com.sexyresume.benchmarks.rig.Cluster;
import com.sexyresume.benchmarks.rig.Contender;
import com.sexyresume.benchmarks.rig.Load;
import com.sexyresume.benchmarks.rig.Machine;
import com.sexyresume.benchmarks.rig.Plan;
import com.sexyresume.benchmarks.stock.PlainInsert;
import com.sexyresume.benchmarks.stock.StockJdbc;
import com.sexyresume.benchmarks.stock.StockJpa;
import com.sexyresume.benchmarks.stock.StockReplay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs everything side by side, prints the tables, and writes docs/benchmarks.md after a full run: {@code mvn -pl
 * benchmarks -am verify -Pbench}. Properties: {@code bench.quick}, {@code bench.parts}, {@code bench.only},
 * {@code bench.5m} and {@code bench.jfr}; the report tells what they do.
 */
public final class Benchmarks {

    private final Plan plan;
    private final Path folder;
    private final Set<Part> parts;
    private final String only;
    private final boolean profiled;
    private final Consumer<String> progress;

    /** What can be measured for itself. */
    enum Part {
        GRID,
        WAKE,
        APPLICATION,
        REPLAY,
        MATCHING
    }

    Benchmarks(Plan plan, Path folder, Set<Part> parts, String only, boolean profiled, Consumer<String> progress) {
        this.plan = plan;
        this.folder = folder;
        this.parts = parts;
        this.only = only;
        this.profiled = profiled;
        this.progress = progress;
    }

    public static void main(String[] arguments) throws Exception {
        // Axon would otherwise ask a server of its makers for newer versions.
        System.setProperty("axoniq.update-checker.disabled", "true");
        boolean quick = Boolean.getBoolean("bench.quick");
        Plan plan = quick ? Plan.quick() : Plan.full(Boolean.getBoolean("bench.5m"));
        String wanted = System.getProperty("bench.parts", "");
        String only = System.getProperty("bench.only", "");
        Set<Part> parts = wanted.isBlank()
                ? Set.of(Part.values())
                : Set.copyOf(Arrays.stream(wanted.split(",", -1))
                        .map(part -> Part.valueOf(part.strip().toUpperCase(Locale.ROOT)))
                        .toList());
        Path folder = Path.of("target", "bench");
        Results results =
                new Benchmarks(plan, folder, parts, only, Boolean.getBoolean("bench.jfr"), System.out::println).run();
        String report = Report.markdown(results);
        System.out.println();
        System.out.println(report);
        boolean whole = !quick && wanted.isBlank() && only.isBlank();
        Path file = whole ? Path.of("..", "docs", "benchmarks.md") : folder.resolve("benchmarks.md");
        Files.writeString(file, report);
        System.out.println("Written to " + file.toAbsolutePath().normalize());
        // Axon and the drivers leave daemons and timers of their own behind.
        System.exit(0);
    }

    Results run() throws Exception {
        Files.createDirectories(folder);
        Instant began = Instant.now();
        double load = Machine.load();
        Profile profile = new Profile(profiled, plan, folder.resolve("recordings"));
        try (Cluster cluster = Cluster.start(folder.resolve("postgresql"));
                Applications applications = new Applications(plan, cluster, folder)) {
            Grid grid = new Grid(plan, cluster, profile, progress);
            Map<Measurement, Cell> cells = parts.contains(Part.GRID) ? grid(cluster, applications, grid) : Map.of();
            Lag.@Nullable Result lag = null;
            List<Wake.Result> wakes =
                    parts.contains(Part.WAKE) ? new Wake(cluster, progress).measure(plan.wakes()) : List.of();
            @Nullable Memory memory = null;
            if (parts.contains(Part.APPLICATION)) {
                ApplicationProcess application = applications.start("bench_application");
                try {
                    application.heapKib();
                    long idle = Machine.memoryKib(application.pid(), "VmRSS");
                    lag = Lag.measure(cluster, application, plan);
                    memory = memory(grid, application, idle);
                } finally {
                    applications.release(application);
                }
            }
            List<Replay> replays = parts.contains(Part.REPLAY) ? replays(cluster, applications) : List.of();
            List<Nearest.Result> nearest = parts.contains(Part.MATCHING)
                    ? new Nearest(cluster, progress).measure(plan.catalogues())
                    : List.of();
            profile.print();
            return new Results(
                    plan,
                    began,
                    Instant.now(),
                    cluster.description(),
                    load,
                    cells,
                    lag,
                    wakes,
                    memory,
                    replays,
                    nearest);
        }
    }

    private Map<Measurement, Cell> grid(Cluster cluster, Applications applications, Grid grid) throws Exception {
        List<Callable<Contender>> makers = new ArrayList<>();
        add(makers, OurHttp.NAME, () -> {
            ApplicationProcess application = applications.start("bench_http", "--sexyresume.query-side.enabled=false");
            return new OurHttp(application, () -> applications.release(application));
        });
        add(makers, OurBus.NAME, () -> new OurBus(cluster, folder));
        add(makers, PlainInsert.NAME, () -> new PlainInsert(cluster));
        add(makers, EngineAlone.NAME, () -> new EngineAlone(cluster));
        add(makers, StockJdbc.NAME, () -> new StockJdbc(cluster, false));
        add(makers, StockJdbc.NAME_WITH_CACHE, () -> new StockJdbc(cluster, true));
        add(makers, StockJpa.NAME, () -> new StockJpa(cluster));
        List<Contender> contenders = new ArrayList<>();
        try {
            try (ExecutorService starts = Executors.newFixedThreadPool(2)) {
                List<Future<Contender>> started =
                        makers.stream().map(starts::submit).toList();
                for (Future<Contender> contender : started) {
                    contenders.add(contender.get());
                }
            }
            // In the order in which the report tells of them.
            contenders.sort(Comparator.comparingInt(contender -> Report.CONTENDERS.indexOf(contender.name())));
            return grid.measure(contenders);
        } finally {
            contenders.forEach(Contender::close);
        }
    }

    private void add(List<Callable<Contender>> makers, String name, Callable<Contender> maker) {
        if (name.contains(only)) {
            makers.add(maker);
        }
    }

    private Memory memory(Grid grid, ApplicationProcess application, long idle) throws Exception {
        int callers = Math.min(64, plan.callers().getLast());
        Cell load = grid.once(new OurHttp(application, () -> {}), Load.DISTINCT, callers, plan.lag());
        long peak = Machine.memoryKib(application.pid(), "VmHWM");
        return new Memory(idle / 1_024, peak / 1_024, application.heapKib() / 1_024, callers, load);
    }

    private List<Replay> replays(Cluster cluster, Applications applications) throws SQLException, IOException {
        List<Replay> replays = new ArrayList<>();
        ApplicationProcess application = applications.start("bench_rebuild", "--sexyresume.query.projections=false");
        try (StockReplay stock = new StockReplay(cluster)) {
            OurRebuild rebuild = new OurRebuild(cluster, application, folder);
            for (int events : plan.replays()) {
                stock.grow(events);
                long all = rebuild.grow(events, plan.shared());
                // The first one finds no row of the new events; the one that counts finds them all right.
                rebuild.seconds(all);
                cluster.execute("postgres", "CHECKPOINT");
                double ours = all / rebuild.seconds(all);
                cluster.execute("postgres", "CHECKPOINT");
                Double rowByRow = events > plan.rowByRow() ? null : events / stock.replay(events, true);
                cluster.execute("postgres", "CHECKPOINT");
                double batched = events / stock.replay(events, false);
                Replay replay = new Replay(events, rowByRow, batched, ours);
                progress.accept(replay.toString());
                replays.add(replay);
            }
        } finally {
            applications.release(application);
        }
        return replays;
    }
}
