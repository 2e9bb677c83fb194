package com.sexyresume.benchmarks.rig;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured, and for how long.
 *
 * @param callers how many callers at the same time, one measurement each
 * @param rounds the contenders take turns, as often as this; the median counts
 * @param warmUp before anything is measured, for each contender and load, once and then again for as long as that makes
 *     it faster: a JVM goes on getting faster for seconds, one that serves HTTP for a minute
 * @param warmUps as often as that at most
 * @param ramp before each measurement, with the same callers
 * @param cell one measurement
 * @param lag how long commands are sent at a fixed rate for the lag of the read tables
 * @param commandsPerSecond that rate
 * @param wakes how many events another node is woken for, at each pace
 * @param replays sizes of the histories that are replayed, in events, ascending
 * @param rowByRow no larger history is replayed by the stock processor with a statement for each event
 * @param catalogues sizes of the catalogues in which the nearest roles are looked for, ascending
 * @param jvm options of the application's own processes
 * @param shared whether one process of the application serves every part
 */
public record Plan(
        String name,
        List<Integer> callers,
        int rounds,
        Duration warmUp,
        int warmUps,
        Duration ramp,
        Duration cell,
        Duration lag,
        int commandsPerSecond,
        int wakes,
        List<Integer> replays,
        int rowByRow,
        List<Integer> catalogues,
        List<String> jvm,
        boolean shared) {

    public static final int CALLERS_OF_LAG = 16;

    /** What docs/benchmarks.md shows: about 20 minutes. */
    public static Plan full(boolean fiveMillion) {
        return new Plan(
                "full",
                List.of(1, 8, 32, 64, 256),
                3,
                Duration.ofSeconds(5),
                12,
                Duration.ofMillis(200),
                Duration.ofMillis(800),
                Duration.ofSeconds(8),
                1_000,
                400,
                fiveMillion ? List.of(100_000, 1_000_000, 5_000_000) : List.of(100_000, 1_000_000),
                100_000,
                List.of(10_000, 100_000),
                List.of(),
                false);
    }

    /** To see whether a change moves anything: about 90 seconds. */
    public static Plan quick() {
        return new Plan(
                "quick",
                List.of(8, 64),
                1,
                Duration.ofMillis(1_000),
                1,
                Duration.ofMillis(200),
                Duration.ofMillis(1_000),
                Duration.ofSeconds(3),
                1_000,
                200,
                List.of(20_000),
                20_000,
                List.of(10_000),
                List.of(),
                false);
    }

    /** Whether everything runs: its numbers mean nothing. */
    public static Plan smoke() {
        return new Plan(
                "smoke",
                List.of(2),
                1,
                Duration.ofMillis(50),
                1,
                Duration.ofMillis(50),
                Duration.ofMillis(300),
                Duration.ofMillis(500),
                200,
                10,
                List.of(2_000),
                2_000,
                List.of(500),
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"),
                true);
    }
}
