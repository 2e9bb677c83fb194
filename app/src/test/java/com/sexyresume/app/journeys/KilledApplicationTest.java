package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.SexyResume;
import com.sexyresume.app.database.ApplicationDatabase;
import com.sexyresume.app.journeys.Api.Answer;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twenty times {@code kill -9} under a load of commands: nothing that was acknowledged is lost, nothing is doubled. */
class KilledApplicationTest {

    private static final int KILLS = 20;
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
        int port = freePort();
        String base = "http://127.0.0.1:" + port;
        try (ApplicationDatabase database = ApplicationDatabase.fresh()) {
            for (int kill = 1; kill <= KILLS; kill++) {
                Process application = start(database, port);
                try {
                    awaitReady(application, base);
                    if (kill == 1) {
                        Api.service(base)
                                .post(
                                        "/v1/users/" + ada + "/credits/awards",
                                        "{\"amount\":1000000,\"source\":\"test\"}")
                                .expect(201);
                    }
                    spendUntilKilled(application, base, random.nextInt(100, 700));
                } finally {
                    application.destroyForcibly().waitFor();
                }
            }
            Process application = start(database, port);
            try {
                awaitReady(application, base);
                acknowledged.forEach(
                        (key, body) -> assertThat(spend(base, key).expect(201).body())
                                .as("seed %d, key %s", seed, key)
                                .isEqualTo(body));
                sent.forEach(key -> spend(base, key).expect(201));
            } finally {
                application.destroyForcibly().waitFor();
            }
            assertThat(acknowledged).as("the load was a load").hasSizeGreaterThan(KILLS);
            assertThat(number(database, "SELECT count(*) FROM event_store.event WHERE type = 'credits.credits-spent'"))
                    .as("seed %d", seed)
                    .isEqualTo(sent.size());
            assertThat(number(database, "SELECT max(position) - count(*) FROM event_store.event"))
                    .as("positions are dense; seed %d", seed)
                    .isZero();
        }
    }

    private void spendUntilKilled(Process application, String base, int milliseconds) throws InterruptedException {
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            for (int caller = 0; caller < CALLERS; caller++) {
                callers.execute(() -> {
                    while (application.isAlive()) {
                        String key = UUID.randomUUID().toString();
                        sent.add(key);
                        try {
                            Answer answer = spend(base, key);
                            if (answer.status() == 201) {
                                acknowledged.put(key, answer.body());
                            }
                        } catch (Api.NotAnswered killed) {
                            return;
                        }
                    }
                });
            }
            if (!application.waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
                application.destroyForcibly();
            }
        }
    }

    private Answer spend(String base, String key) {
        return Api.user(base, ada)
                .with("Idempotency-Key", key)
                .post("/v1/me/credits/spends", "{\"amount\":1,\"source\":\"test\"}");
    }

    private Process start(ApplicationDatabase database, int port) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SexyResume.class.getName(),
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--management.server.port=-1",
                "--sexyresume.matching.enabled=false",
                "--sexyresume.identity.hs256-secret=" + Tokens.SECRET,
                "--sexyresume.identity.issuer=" + Tokens.ISSUER,
                "--sexyresume.history.key-folder=" + folder.resolve("keys")));
        database.properties().forEach((name, value) -> command.add("--" + name + "=" + value));
        File log = folder.resolve("application.log").toFile();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    private void awaitReady(Process application, String base) {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    assertThat(application.isAlive())
                            .as(() -> "the application ended: " + log())
                            .isTrue();
                    try {
                        return Api.anonymous(base).get("/v1/me").status() == 401;
                    } catch (Api.NotAnswered notYet) {
                        return false;
                    }
                });
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("application.log"));
        } catch (IOException none) {
            return "no log";
        }
    }

    private static long number(ApplicationDatabase database, String query) throws SQLException {
        try (Connection connection = database.superuser();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
