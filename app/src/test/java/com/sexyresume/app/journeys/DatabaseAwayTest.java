package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.SexyResume;
import com.sexyresume.app.journeys.Api.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A database that is away is a 503 within three seconds, and work goes on when it is back. */
class DatabaseAwayTest {

    @TempDir
    Path folder;

    @Test
    void isAnsweredQuicklyAndGoneWhenTheDatabaseIsBack() throws Exception {
        Path data = folder.resolve("postgresql");
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(SexyResume.class)
                .run(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--management.server.port=-1",
                        "--logging.structured.format.console=",
                        // The pools and the listener say that the database is away, which is what this test does.
                        "--logging.level.root=off",
                        "--logging.level.com.sexyresume=off",
                        "--sexyresume.database.data-folder=" + data,
                        "--sexyresume.history.key-folder=" + folder.resolve("keys"),
                        "--sexyresume.identity.hs256-secret=" + Tokens.SECRET,
                        "--sexyresume.identity.issuer=" + Tokens.ISSUER)) {
            int port = ((WebServerApplicationContext) context).getWebServer().getPort();
            Api ada = Api.user("http://127.0.0.1:" + port, UUID.randomUUID());
            ada.post("/v1/users", "{\"email\":\"ada@example.org\"}").expect(201);
            long postmaster = postmaster(data);

            signal("STOP", postmaster);
            killBackends(postmaster);
            try {
                quickly503(() -> ada.get("/v1/me/credits"));
                quickly503(() -> ada.post("/v1/me/credits/spends", "{\"amount\":1,\"source\":\"export\"}"));
            } finally {
                signal("CONT", postmaster);
            }

            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                ada.get("/v1/me").expect(200);
                ada.post("/v1/me/credits/spends", "{\"amount\":1,\"source\":\"export\"}")
                        .expectProblem(409, "insufficient-credits");
            });
            // Projections go on by themselves, although Axon would pause for up to a minute.
            Answer written =
                    ada.post("/v1/resumes", "{\"title\":\"Afterwards\"}").expect(201);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            ada.after(written).get(written.header("Location")).expect(200));
        }
    }

    private interface Request {
        Answer send();
    }

    private static void quickly503(Request request) {
        long start = System.nanoTime();
        Answer answer = request.send();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(took).isLessThan(Duration.ofMillis(3_500));
    }

    private static long postmaster(Path data) throws IOException {
        return Long.parseLong(Files.readAllLines(data.resolve("pgdata/postmaster.pid"))
                .getFirst()
                .strip());
    }

    private static void killBackends(long postmaster) throws Exception {
        for (ProcessHandle backend :
                ProcessHandle.of(postmaster).orElseThrow().children().toList()) {
            signal("KILL", backend.pid());
        }
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }
}
