package com.sexyresume.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.sexyresume.app.database.DurableCluster;
import com.sexyresume.app.proof.HistoryRun.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * The proof (docs/proof.md): random work under random faults breaks no guarantee, and a system that is broken on
 * purpose does. {@code -Dseed=…} runs one seed again, {@code -Dproof.seeds=200} many.
 */
class ProofTest {

    private static final int SEEDS = Integer.getInteger("proof.seeds", 5);

    /** One of so many seeds runs the whole application. */
    private static final int APPLICATION_SHARE = 5;

    /** How many kinds of faults a run of the event store meets. */
    private static final int FAULTS = 2;

    /** How many seeds the checker has to find a mutation. */
    private static final int SEEDS_FOR_A_MUTATION = 6;

    /** Connections break on purpose, and whoever holds one says so. */
    private static final List<String> LOUD =
            List.of("com.sexyresume.embeddedpostgres", "com.sexyresume.eventstore", "com.zaxxer.hikari");

    private static final Map<String, Level> LEVELS = new HashMap<>();

    @TempDir
    static Path folder;

    static DurableCluster cluster;

    @BeforeAll
    static void open() throws Exception {
        for (String name : LOUD) {
            Logger logger = (Logger) LoggerFactory.getLogger(name);
            LEVELS.put(name, logger.getLevel());
            logger.setLevel(Level.OFF);
        }
        cluster = DurableCluster.in(folder.resolve("postgresql"));
    }

    @AfterAll
    static void close() {
        cluster.close();
        LEVELS.forEach((name, level) -> ((Logger) LoggerFactory.getLogger(name)).setLevel(level));
    }

    private static List<Long> seeds(int count) {
        Long wished = Long.getLong("seed");
        if (wished != null) {
            return List.of(wished);
        }
        long first = System.nanoTime();
        return LongStream.range(first, first + count).boxed().toList();
    }

    @Test
    void theEventStoreKeepsItsPromisesUnderFaults() throws Exception {
        for (long seed : seeds(SEEDS - SEEDS / APPLICATION_SHARE)) {
            List<Fault> schedule = new ArrayList<>(Arrays.asList(Fault.values()));
            Collections.shuffle(schedule, new Random(seed));
            try (HistoryRun run = new HistoryRun(seed, cluster)) {
                List<Fault> faults = schedule.subList(0, FAULTS);
                report("event store", seed, faults.toString(), run.run(faults));
            }
        }
    }

    @Test
    void twoProcessesOnOneDatabaseKeepTheirPromisesUnderFaults() throws Exception {
        try (ApplicationRun application = new ApplicationRun(cluster, folder)) {
            for (long seed : seeds(Math.max(1, SEEDS / APPLICATION_SHARE))) {
                report("application", seed, "", application.run(seed));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mutation.class)
    void theCheckerNamesWhatABrokenEventStoreBreaks(Mutation mutation) throws Exception {
        Set<Guarantee> named = EnumSet.noneOf(Guarantee.class);
        int tried = 0;
        for (long seed : seeds(SEEDS_FOR_A_MUTATION)) {
            tried++;
            try (HistoryRun run = HistoryRun.broken(mutation, seed, cluster)) {
                HistoryChecker.check(run.run(mutation.faults())).forEach(violation -> named.add(violation.guarantee()));
            }
            if (named.contains(mutation.broken())) {
                break;
            }
        }
        System.out.printf("ProofTest %s: seed %d of it breaks %s%n", mutation, tried, named);
        assertThat(named).contains(mutation.broken());
    }

    private static void report(String what, long seed, String schedule, Evidence evidence) {
        long acknowledged = evidence.operations().stream()
                .filter(operation -> operation.acknowledged() != null)
                .count();
        long unknown = evidence.operations().stream()
                .filter(operation -> operation.answer() instanceof Operation.Answer.Unknown)
                .count();
        System.out.printf(
                "ProofTest %s seed %d %s: %d operations, %d acknowledged, %d unknown, %d events%n",
                what,
                seed,
                schedule,
                evidence.operations().size(),
                acknowledged,
                unknown,
                evidence.events().size());
        assertThat(acknowledged).as("the work was work").isGreaterThan(50);
        assertThat(HistoryChecker.check(evidence))
                .as("%s, -Dseed=%d %s", what, seed, schedule)
                .isEmpty();
    }
}
