package com.sexyresume.eventstore.pipeline;

import com.sexyresume.eventstore.HistoryDatabase;
import com.sexyresume.eventstore.append.AppendLimits;
import com.sexyresume.eventstore.history.RecordedCommand;
import com.sexyresume.eventstore.history.StreamName;
import com.sexyresume.eventstore.pipeline.Purse.Move;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Prints how many commands are answered in a second over the command bus, on one hot stream and each caller on its own.
 * Run it from the test class path.
 */
final class PipelineRate {

    private static final Duration ROUND = Duration.ofSeconds(4);

    private PipelineRate() {}

    public static void main(String[] arguments) throws Exception {
        try (HistoryDatabase database = HistoryDatabase.fresh();
                PurseProcess process = new PurseProcess(database, Duration.ofSeconds(10), AppendLimits.DEFAULT, 256)) {
            round(process, 64, true);
            round(process, 64, false);
            System.out.printf("callers  streams  commands/s  p50 ms  p99 ms  max ms%n");
            for (int callers : new int[] {1, 8, 64}) {
                print(callers, "one", round(process, callers, true));
                print(callers, "own", round(process, callers, false));
            }
        }
    }

    private static void print(int callers, String streams, long[] nanos) {
        System.out.printf(
                "%7d  %7s  %10.0f  %6.2f  %6.2f  %6.2f%n",
                callers,
                streams,
                nanos.length * 1e9 / ROUND.toNanos(),
                nanos[nanos.length / 2] / 1e6,
                nanos[(int) (nanos.length * 0.99)] / 1e6,
                nanos[nanos.length - 1] / 1e6);
    }

    /** How long each command took, sorted. */
    private static long[] round(PurseProcess process, int callers, boolean hot) throws Exception {
        StreamName one = PurseProcess.newPurse();
        long end = System.nanoTime() + ROUND.toNanos();
        List<Future<List<Long>>> work = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < callers; caller++) {
                StreamName stream = hot ? one : PurseProcess.newPurse();
                work.add(threads.submit(() -> {
                    List<Long> nanos = new ArrayList<>();
                    for (long begin = System.nanoTime(); begin < end; ) {
                        RecordedCommand _ = process.send(Move.put(stream, 1));
                        long now = System.nanoTime();
                        nanos.add(now - begin);
                        begin = now;
                    }
                    return nanos;
                }));
            }
            List<Long> all = new ArrayList<>();
            for (Future<List<Long>> done : work) {
                all.addAll(done.get());
            }
            long[] sorted = all.stream().mapToLong(Long::longValue).toArray();
            Arrays.sort(sorted);
            return sorted;
        }
    }
}
