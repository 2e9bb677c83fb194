package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.database.ApplicationDatabase;
import com.sexyresume.app.journeys.Api.Answer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * {@code kill -9} again and again under a load of commands, twenty times under {@code -Pproof}: nothing that was
 * acknowledged is lost, nothing is doubled.
 */
@Execution(ExecutionMode.CONCURRENT)
class KilledApplicationTest {

    private static final int KILLS = Boolean.getBoolean("proof.whole") ? 20 : 3;
    private static final int CALLERS = 8;

    @TempDir
    Path folder;

    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final UUID ada = UUID.randomUUID();

    @Test
    void losesNoAcknowledgedEventAndDoublesNone() throws Exception {
        long seed = System.nanoTime();
        System.out.println("KilledApplicationTest seed " + seed);
        Random random = new Random(seed);
        try (ApplicationDatabase database = ApplicationDatabase.fresh();
                ApplicationProcess application = ApplicationProcess.on(database, folder, Map.of())) {
            for (int kill = 1; kill <= KILLS; kill++) {
                application.start();
                application.awaitReady();
                if (kill == 1) {
                    Api.service(application.base())
                            .post("/v1/users/" + ada + "/credits/awards", "{\"amount\":1000000,\"source\":\"test\"}")
                            .expect(201);
                }
                spendUntilKilled(application, acknowledged.size() + random.nextInt(2, 60));
            }
            application.start();
            application.awaitReady();
            acknowledged.forEach((key, body) -> assertThat(
                            spend(application.base(), key).expect(201).body())
                    .as("seed %d, key %s", seed, key)
                    .isEqualTo(body));
            sent.forEach(key -> spend(application.base(), key).expect(201));
            application.kill();
            assertThat(acknowledged).as("the load was a load").hasSizeGreaterThan(KILLS);
            assertThat(number(database, "SELECT count(*) FROM event_store.event WHERE type = 'credits.credits-spent'"))
                    .as("seed %d", seed)
                    .isEqualTo(sent.size());
            assertThat(number(database, "SELECT max(position) - count(*) FROM event_store.event"))
                    .as("positions are dense; seed %d", seed)
                    .isZero();
        }
    }

    /** Kills after a number of answers and not after a time: a busy machine gives none in a short one. */
    private void spendUntilKilled(ApplicationProcess application, int answers) {
        Process running = application.running();
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            for (int caller = 0; caller < CALLERS; caller++) {
                callers.execute(() -> {
                    while (running.isAlive()) {
                        String key = UUID.randomUUID().toString();
                        sent.add(key);
                        try {
                            Answer answer = spend(application.base(), key);
                            if (answer.status() == 201) {
                                acknowledged.put(key, answer.body());
                            }
                        } catch (Api.NotAnswered killed) {
                            return;
                        }
                    }
                });
            }
            try {
                await().atMost(Duration.ofMinutes(2)).until(() -> acknowledged.size() >= answers || !running.isAlive());
            } finally {
                application.kill();
            }
        }
    }

    private Answer spend(String base, String key) {
        return Api.user(base, ada)
                .with("Idempotency-Key", key)
                .post("/v1/me/credits/spends", "{\"amount\":1,\"source\":\"test\"}");
    }

    private static long number(ApplicationDatabase database, String query) throws SQLException {
        try (Connection connection = database.superuser();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
