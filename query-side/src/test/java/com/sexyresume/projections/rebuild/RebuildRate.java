package com.sexyresume.projections.rebuild;

import static org.awaitility.Awaitility.await;

import com.sexyresume.events.EventCatalog;
import com.sexyresume.eventstore.append.History;
import com.sexyresume.eventstore.json.EventSerializer;
import com.sexyresume.eventstore.keys.MasterKey;
import com.sexyresume.eventstore.keys.PostgresSubjectKeys;
import com.sexyresume.eventstore.keys.SubjectKeys;
import com.sexyresume.eventstore.reading.PostgresEventStorageEngine;
import com.sexyresume.projections.Projector;
import com.sexyresume.projections.rebuild.Rebuild.Mode;
import com.sexyresume.query.QueryDatabase;
import com.sexyresume.query.SeededHistory;
import com.sexyresume.query.TestHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Prints how many events a second a rebuild of the credit ledger takes in, over a {@link SeededHistory} of one event in
 * ten a registration. Arguments: numbers of events, rising. Run it from the test class path.
 */
public final class RebuildRate {

    private static final int ROUNDS = 3;
    private static final int CACHED_SUBJECTS = 100_000;

    private RebuildRate() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("axoniq.update-checker.disabled", "true");
        Path folder = Files.createTempDirectory("rebuild-rate");
        MasterKey masterKey = MasterKey.generatedIn(folder.resolve("master-key"));
        for (String argument : arguments) {
            measure(Long.parseLong(argument), masterKey);
        }
        Files.delete(folder.resolve("master-key"));
        Files.delete(folder);
    }

    private static void measure(long total, MasterKey masterKey) throws Exception {
        try (QueryDatabase database = QueryDatabase.whole()) {
            DataSource appender = database.pool("appender", 4);
            DataSource projection = database.pool("projector", 8);
            long start = System.nanoTime();
            new SeededHistory(7, (int) (total / 10), new PostgresSubjectKeys(appender, masterKey, CACHED_SUBJECTS))
                    .appendUntil(total, appender);
            print("%,d events appended in %.1f s", total, seconds(start));
            JdbcClient superuser = database.superuser();
            superuser.sql("ANALYZE event_store.event").update();
            // Where the live projection would be; its rows are lost.
            superuser
                    .sql("INSERT INTO projections.token_entry (processor_name, segment, token, token_type)"
                            + " VALUES ('credit-ledger', 0, jsonb_build_object('globalIndex', ?)::text, ?)")
                    .params(total, "org.axonframework.eventhandling.GlobalSequenceTrackingToken")
                    .update();
            Projector<?> credits = projector("com.sexyresume.query.credits.CreditLedgerProjector");
            for (int round = 0; round < ROUNDS; round++) {
                // As after a start: no key is cached.
                SubjectKeys keys = new PostgresSubjectKeys(appender, masterKey, CACHED_SUBJECTS);
                try (History history = new History(appender, projection, Duration.ofSeconds(5))) {
                    PostgresEventStorageEngine engine = PostgresEventStorageEngine.builder()
                            .history(history)
                            .eventSerializer(new EventSerializer(EventCatalog.events(), keys))
                            .build();
                    rebuild(engine, credits, projection, round == 0 ? Mode.apply : Mode.verify);
                }
            }
        }
    }

    private static Projector<?> projector(String name) throws ReflectiveOperationException {
        var constructor = Class.forName(name).getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return (Projector<?>) constructor.newInstance();
    }

    private static void rebuild(
            PostgresEventStorageEngine engine, Projector<?> projector, DataSource projection, Mode mode) {
        RebuildProperties limits = new RebuildProperties(
                List.of(),
                Integer.getInteger("batch", 5_000),
                8 << 20,
                2,
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                1);
        Rebuilds rebuilds = new Rebuilds(
                TestHistory.bulk(engine), List.of(projector), List.of(new RowSecurityLint()), projection, limits);
        rebuilds.start();
        long start = System.nanoTime();
        long cpu = cpuNanos();
        UUID id = rebuilds.begin(projector.name(), mode, null);
        long[] fed = {0};
        Rebuild done = await().atMost(Duration.ofMinutes(30))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> {
                            Rebuild now = rebuilds.find(id);
                            if (fed[0] == 0 && now.eventsTotal() > 0 && now.eventsDone() == now.eventsTotal()) {
                                fed[0] = System.nanoTime();
                            }
                            return now;
                        },
                        rebuild -> rebuild.state().isEnd());
        double seconds = seconds(start);
        print(
                "%s %s of %,d events: %.2f s, %,.0f events/s in all; fed in %.2f s, %,.0f events/s; stood still %s ms;"
                        + " %.1f µs of this process's CPU for an event%s",
                mode,
                done.state(),
                done.eventsDone(),
                seconds,
                done.eventsDone() / seconds,
                (fed[0] - start) / 1e9,
                done.eventsDone() * 1e9 / Math.max(1, fed[0] - start),
                String.valueOf(done.standstillMs()),
                (cpuNanos() - cpu) / 1e3 / Math.max(1, done.eventsDone()),
                done.failure() == null ? "" : "; " + done.failure());
        rebuilds.stop();
    }

    private static long cpuNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation is in a library that nothing else here needs
    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
