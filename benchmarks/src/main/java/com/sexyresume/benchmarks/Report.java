package com.sexyresume.benchmarks;

import com.sexyresume.benchmarks.Grid.Cell;
import com.sexyresume.benchmarks.Grid.Measurement;
import com.sexyresume.benchmarks.rig.Load;
import com.sexyresume.benchmarks.rig.Machine;
import com.sexyresume.benchmarks.stock.PlainInsert;
import com.sexyresume.benchmarks.stock.StockJdbc;
import com.sexyresume.benchmarks.stock.StockJpa;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.hibernate.Version;
import org.springframework.boot.SpringBootVersion;

/** The report of a run in Markdown: what was compared, the goals, the tables, and how to run it again. */
final class Report {

    static final List<String> CONTENDERS = List.of(
            PlainInsert.NAME,
            EngineAlone.NAME,
            StockJdbc.NAME,
            StockJdbc.NAME_WITH_CACHE,
            StockJpa.NAME,
            OurBus.NAME,
            OurHttp.NAME);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT);

    private Report() {}

    static String markdown(Results results) {
        StringBuilder text = new StringBuilder();
        head(text, results);
        goals(text, results.goals());
        grid(text, results);
        application(text, results);
        replays(text, results.replays());
        nearest(text, results.nearest());
        text.append(Prose.LIMITS);
        text.append(Prose.AGAIN);
        return text.toString();
    }

    private static void head(StringBuilder text, Results results) {
        text.append(Prose.INTRODUCTION);
        text.append("""
                ## This run

                | | |
                |---|---|
                | when | %s, %d minutes, plan `%s` |
                | command | `mvn -pl benchmarks -am verify -Pbench%s` |
                | machine | %s; load before the run %.2f |
                | database | %s |
                | versions | Java %s, Spring Boot %s, Axon Framework %s, Hibernate %s |

                """.formatted(
                TIME.format(results.began().atOffset(ZoneOffset.UTC)),
                Math.max(1, Duration.between(results.began(), results.ended()).toMinutes()),
                results.plan().name(),
                results.plan().name().equals("quick") ? " -Dbench.quick" : "",
                Machine.description(),
                results.machineLoad(),
                results.database(),
                Runtime.version(),
                SpringBootVersion.getVersion(),
                Optional.ofNullable(EventStore.class.getPackage().getImplementationVersion())
                        .orElse("unknown"),
                Version.getVersionString()));
    }

    private static void goals(StringBuilder text, List<Goal> goals) {
        text.append("""
                ## To reach

                | | wanted | reached | |
                |---|---:|---:|---|
                """);
        goals.forEach(goal -> text.append(
                "| %s | %s | %s | %s |\n".formatted(goal.what(), goal.wantedText(), goal.reachedText(), goal.mark())));
        text.append('\n');
    }

    private static void grid(StringBuilder text, Results results) {
        if (results.cells().isEmpty()) {
            return;
        }
        for (Load load : Load.values()) {
            text.append("## Commands, ").append(load.title()).append("\n\n");
            text.append(load == Load.DISTINCT ? Prose.DISTINCT : Prose.HOT);
            table(text, results, load);
        }
    }

    private static void table(StringBuilder text, Results results, Load load) {
        text.append("""
                | | callers | commands/s | p50 ms | p99 ms | CPU µs, JVM | CPU µs, PostgreSQL | failed |
                |---|---:|---:|---:|---:|---:|---:|---:|
                """);
        Map<Measurement, Cell> cells = results.cells();
        for (String contender : CONTENDERS) {
            for (int callers : results.plan().callers()) {
                Cell cell = cells.get(new Measurement(contender, load, callers));
                if (cell != null) {
                    text.append(String.format(
                            Locale.ROOT,
                            "| %s | %d | %,.0f | %.2f | %.2f | %,.0f | %,.0f | %s |%n",
                            contender,
                            callers,
                            cell.perSecond(),
                            cell.p50Ms(),
                            cell.p99Ms(),
                            cell.jvmMicros(),
                            cell.postgresMicros(),
                            cell.failures() == 0 ? "" : Long.toString(cell.failures())));
                }
            }
        }
        text.append('\n');
    }

    private static void application(StringBuilder text, Results results) {
        Lag.Result lag = results.lag();
        if (lag != null) {
            text.append(Prose.LAG);
            text.append(String.format(
                    Locale.ROOT, """
                    | commands/s | looked at | p50 ms | p99 ms | highest ms |
                    |---:|---:|---:|---:|---:|
                    | %,.0f | %,d | %.2f | %.2f | %.2f |

                    """, lag.perSecond(), lag.commands(), lag.p50Ms(), lag.p99Ms(), lag.highestMs()));
        }
        wakes(text, results.wakes());
        Memory memory = results.memory();
        if (memory != null) {
            text.append(Prose.MEMORY);
            text.append(String.format(
                    Locale.ROOT,
                    """
                    | resident, idle | resident, at most | heap after collection | load | p50 ms | p99 ms |
                    |---:|---:|---:|---:|---:|---:|
                    | %,d MiB | %,d MiB | %,d MiB | %,.0f commands/s of %d callers | %.2f | %.2f |

                    """,
                    memory.idle(),
                    memory.peak(),
                    memory.heap(),
                    memory.load().perSecond(),
                    memory.callers(),
                    memory.load().p50Ms(),
                    memory.load().p99Ms()));
        }
    }

    private static void wakes(StringBuilder text, List<Wake.Result> wakes) {
        if (wakes.isEmpty()) {
            return;
        }
        text.append(Prose.WAKE);
        text.append("""
                | an event every | events | p50 ms | p99 ms | highest ms |
                |---:|---:|---:|---:|---:|
                """);
        for (Wake.Result wake : wakes) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %d ms | %,d | %.2f | %.2f | %.2f |%n",
                    wake.pauseMs(),
                    wake.events(),
                    wake.p50Ms(),
                    wake.p99Ms(),
                    wake.highestMs()));
        }
        text.append('\n');
    }

    private static void replays(StringBuilder text, List<Replay> replays) {
        if (replays.isEmpty()) {
            return;
        }
        text.append(Prose.REPLAY);
        text.append("""
                | events | stock, a statement for each row | stock, a statement for each batch | our rebuild |
                |---:|---:|---:|---:|
                """);
        for (Replay replay : replays) {
            Double rowByRow = replay.rowByRow();
            text.append(String.format(
                    Locale.ROOT,
                    "| %,d | %s | %,.0f/s | %,.0f/s |%n",
                    replay.events(),
                    rowByRow == null ? "not run" : String.format(Locale.ROOT, "%,.0f/s", rowByRow),
                    replay.batched(),
                    replay.ours()));
        }
        text.append('\n');
    }

    private static void nearest(StringBuilder text, List<Nearest.Result> results) {
        if (results.isEmpty()) {
            return;
        }
        text.append(Prose.NEAREST);
        text.append("""
                | roles | looked for | recall@10 | p50 ms | p99 ms | exact search ms | index built in s |
                |---:|---|---:|---:|---:|---:|---:|
                """);
        for (Nearest.Result result : results) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %,d | %s | %.3f | %.2f | %.2f | %.1f | %.1f |%n",
                    result.roles(),
                    result.filtered() ? "in one industry of twelve" : "everywhere",
                    result.recall(),
                    result.p50Ms(),
                    result.p99Ms(),
                    result.exactMs(),
                    result.buildSeconds()));
        }
        text.append('\n');
    }
}
