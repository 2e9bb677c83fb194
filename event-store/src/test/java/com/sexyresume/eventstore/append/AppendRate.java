package com.sexyresume.eventstore.append;

import com.sexyresume.eventstore.HistoryDatabase;
import com.sexyresume.eventstore.history.Append;
import com.sexyresume.eventstore.history.Appends;
import com.sexyresume.eventstore.history.StreamName;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Prints how many commands of one event are appended in a second, each caller onto its own stream: one commit each on a
 * pool of 8 connections, as the application has it, and by group commit, in turns on one database. Run it from the test
 * class path.
 */
final class AppendRate {

    private static final int[] CALLERS = {1, 8, 64};
    private static final int ROUNDS = 3;
    private static final Duration ROUND = Duration.ofMillis(1_500);
    private static final String PAYLOAD = "{\"text\":\"" + "x".repeat(240) + "\"}";

    private AppendRate() {}

    private interface PendingAppend {
        void append(Append append) throws SQLException;
    }

    public static void main(String[] arguments) throws Exception {
        try (HistoryDatabase database = HistoryDatabase.fresh()) {
            HikariDataSource each = database.pool("appender", 8);
            each.setConnectionTimeout(Duration.ofSeconds(30).toMillis());
            try (History grouped = new History(
                            database.pool("appender", 2), database.pool("projector", 2), Duration.ofSeconds(10));
                    History single = new History(each, each, Duration.ofSeconds(10))) {
                PendingAppend alone = append -> {
                    try (Connection connection = each.getConnection()) {
                        single.append(connection, List.of(append));
                    }
                };
                rates(alone, 64);
                rates(grouped::append, 64);
                System.out.printf("callers  one commit each/s  group commit/s  ratio%n");
                for (int callers : CALLERS) {
                    double[] before = new double[ROUNDS];
                    double[] after = new double[ROUNDS];
                    for (int round = 0; round < ROUNDS; round++) {
                        before[round] = rates(alone, callers);
                        after[round] = rates(grouped::append, callers);
                    }
                    Arrays.sort(before);
                    Arrays.sort(after);
                    double alonePerSecond = before[ROUNDS / 2];
                    double groupedPerSecond = after[ROUNDS / 2];
                    System.out.printf(
                            "%7d  %17.0f  %14.0f  %5.2f%n",
                            callers, alonePerSecond, groupedPerSecond, groupedPerSecond / alonePerSecond);
                }
            }
        }
    }

    private static double rates(PendingAppend appending, int callers) throws Exception {
        long start = System.nanoTime();
        long end = start + ROUND.toNanos();
        long appended = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> counts = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                counts.add(threads.submit(() -> {
                    StreamName stream = Appends.newStream();
                    long version = -1;
                    while (System.nanoTime() < end) {
                        appending.append(Appends.onto(stream)
                                .at(version)
                                .payload(PAYLOAD)
                                .events(1)
                                .build());
                        version++;
                    }
                    return version + 1;
                }));
            }
            for (Future<Long> count : counts) {
                appended += count.get();
            }
        }
        return appended * 1e9 / (System.nanoTime() - start);
    }
}
