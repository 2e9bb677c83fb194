package com.sexyresume.benchmarks;

import com.sexyresume.benchmarks.rig.ApplicationProcess;
import com.sexyresume.benchmarks.rig.Call;
import com.sexyresume.benchmarks.rig.Cluster;
import com.sexyresume.benchmarks.rig.Contender;
import com.sexyresume.benchmarks.rig.Load;
import com.sexyresume.benchmarks.rig.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long after an event's commit the row that it makes is committed, while commands come at a fixed rate over HTTP.
 * PostgreSQL itself tells the time of both commits, so nothing that measures is in the way.
 */
final class Lag {

    private static final long CATCH_UP_SECONDS = 30;
    private static final long POLL_NANOS = 100_000_000;

    private Lag() {}

    /**
     * What came out.
     *
     * @param perSecond commands that were sent in a second
     * @param commands how many were looked at
     */
    record Result(double perSecond, long commands, double p50Ms, double p99Ms, double highestMs) {}

    static Result measure(Cluster cluster, ApplicationProcess application, Plan plan) throws Exception {
        String database = application.database();
        send(application, plan, plan.warmUp().multipliedBy(plan.warmUps()).toNanos());
        long before = head(cluster, database);
        long started = System.nanoTime();
        send(application, plan, plan.lag().toNanos());
        double seconds = (System.nanoTime() - started) / 1e9;
        long after = head(cluster, database);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CATCH_UP_SECONDS);
        List<Double> result = lags(cluster, database, before);
        while (result.getFirst() < after - before && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_NANOS);
            result = lags(cluster, database, before);
        }
        return new Result(
                (after - before) / seconds, result.get(0).longValue(), result.get(1), result.get(2), result.get(3));
    }

    private static long head(Cluster cluster, String database) throws Exception {
        return cluster.numbers(database, "SELECT position FROM event_store.head")
                .getFirst()
                .longValue();
    }

    private static List<Double> lags(Cluster cluster, String database, long after) throws Exception {
        return cluster.numbers(database, """
                SELECT count(*),
                       percentile_cont(0.5) WITHIN GROUP (ORDER BY ms),
                       percentile_cont(0.99) WITHIN GROUP (ORDER BY ms),
                       max(ms)
                FROM (SELECT 1000 * extract(EPOCH FROM pg_xact_commit_timestamp(r.xmin)
                                                       - pg_xact_commit_timestamp(e.xmin)) AS ms
                      FROM event_store.event e
                      JOIN public.credit_transactions r ON r.user_id = e.stream_id AND r.version = e.version
                      WHERE e.position > %d) lag
                """.formatted(after));
    }

    /** Callers who keep to a timetable, whether or not the answers keep up with it. */
    private static void send(ApplicationProcess application, Plan plan, long nanos) throws Exception {
        long interval = TimeUnit.SECONDS.toNanos(1) * Plan.CALLERS_OF_LAG / plan.commandsPerSecond();
        long begin = System.nanoTime();
        Contender.Callers callers = new OurHttp(application, () -> {}).callers(Load.DISTINCT);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (int caller = 0; caller < Plan.CALLERS_OF_LAG; caller++) {
                long offset = interval * caller / Plan.CALLERS_OF_LAG;
                done.add(threads.submit(() -> {
                    try (Call call = callers.next()) {
                        for (long at = begin + offset; at < begin + nanos; at += interval) {
                            Grid.sleepUntil(at);
                            Grid.durable(call);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> caller : done) {
                caller.get();
            }
        }
    }
}
