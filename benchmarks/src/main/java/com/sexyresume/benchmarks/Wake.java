package com.sexyresume.benchmarks;

import com.sexyresume.benchmarks.rig.Cluster;
import com.sexyresume.benchmarks.rig.Sample;
import com.sexyresume.events.EventCatalog;
import com.sexyresume.eventstore.append.History;
import com.sexyresume.eventstore.history.Append;
import com.sexyresume.eventstore.history.NewEvent;
import com.sexyresume.eventstore.history.StreamName;
import com.sexyresume.eventstore.json.EventSerializer;
import com.sexyresume.eventstore.keys.SubjectKeys;
import com.sexyresume.eventstore.reading.PostgresEventStorageEngine;
import com.sexyresume.eventstore.reading.PostgresEventStore;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.axonframework.eventhandling.TrackingEventStream;

/**
 * How soon a reader of one node has what another node has appended, on one database: from the answer of the append to
 * the event in the reader's hands. Both nodes are in this JVM, so that one clock tells both times; they share nothing
 * but the database.
 */
final class Wake {

    private static final long SEED = 20_261_123;
    private static final int WARM_UP = 20;

    /**
     * What came out.
     *
     * @param pauseMs between two appends, on average
     */
    record Result(int pauseMs, int events, double p50Ms, double p99Ms, double highestMs) {}

    /** What a process has of the event store. */
    private static final class Node implements AutoCloseable {

        private final HikariDataSource appender;
        private final HikariDataSource projector;
        private final History history;
        private final PostgresEventStore store;

        Node(Cluster cluster, String database) {
            appender = cluster.pool(database, "appender", 4);
            projector = cluster.pool(database, "projector", 4);
            history = new History(appender, projector, Duration.ofSeconds(10));
            store = PostgresEventStore.builder()
                    .storageEngine(PostgresEventStorageEngine.builder()
                            .history(history)
                            .eventSerializer(new EventSerializer(
                                    EventCatalog.events(),
                                    SubjectKeys.fixed(Base64.getEncoder().encodeToString(new byte[32]))))
                            .build())
                    .listens(projector)
                    .notifies(appender)
                    .build();
            store.start();
        }

        @Override
        public void close() {
            store.close();
            history.close();
            appender.close();
            projector.close();
        }
    }

    private final Cluster cluster;
    private final Consumer<String> progress;

    Wake(Cluster cluster, Consumer<String> progress) {
        this.cluster = cluster;
        this.progress = progress;
    }

    /** Now and then, when every event is notified of, and in a hurry, when notifications wait for one another. */
    List<Result> measure(int events) throws SQLException, IOException, InterruptedException {
        String database = cluster.migrated("bench_wake");
        List<Result> results = new ArrayList<>();
        try (Node writer = new Node(cluster, database);
                Node reader = new Node(cluster, database);
                TrackingEventStream stream = reader.store.openStream(null)) {
            boolean _ = stream.hasNextAvailable(1, TimeUnit.SECONDS);
            measure(writer, stream, 10, WARM_UP);
            for (int pauseMs : new int[] {50, 5}) {
                Result result = measure(writer, stream, pauseMs, events);
                progress.accept(result.toString());
                results.add(result);
            }
        }
        return results;
    }

    private static Result measure(Node writer, TrackingEventStream stream, int pauseMs, int events)
            throws InterruptedException {
        long[] read = new long[events];
        Thread reader = Thread.ofPlatform().name("bench-wake").start(() -> read(stream, read));
        long[] answered = new long[events];
        Random chance = new Random(SEED);
        for (int event = 0; event < events; event++) {
            long pauseNanos = TimeUnit.MILLISECONDS.toNanos(pauseMs);
            Grid.sleepUntil(System.nanoTime() + pauseNanos / 2 + chance.nextLong(pauseNanos));
            writer.history.append(append(UUID.randomUUID()));
            answered[event] = System.nanoTime();
        }
        reader.join();
        double[] ms = new double[events];
        for (int event = 0; event < events; event++) {
            // The writer's own thread may be the later one of the two.
            ms[event] = Math.max(0, read[event] - answered[event]) / 1e6;
        }
        Arrays.sort(ms);
        return new Result(pauseMs, events, ms[events / 2], ms[(int) (events * 0.99)], ms[events - 1]);
    }

    private static void read(TrackingEventStream stream, long[] read) {
        try {
            for (int event = 0; event < read.length; event++) {
                stream.nextAvailable();
                read[event] = System.nanoTime();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static Append append(UUID id) {
        StreamName stream = new StreamName("credit-account", id);
        NewEvent event = new NewEvent(
                UUID.randomUUID(),
                stream,
                0,
                "credits.credits-awarded",
                1,
                Instant.now(),
                id,
                Sample.METADATA,
                Sample.payload(id, 0));
        return new Append(UUID.randomUUID(), "", stream, 0L, List.of(event), List.of());
    }
}
