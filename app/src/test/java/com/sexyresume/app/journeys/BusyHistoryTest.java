package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.SexyResume;
import com.sexyresume.app.database.ApplicationDatabase;
import com.sexyresume.app.journeys.Api.Answer;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** More commands than may wait are told to try again; many on one stream are each decided on what is before them. */
class BusyHistoryTest {

    @TempDir
    Path folder;

    @Test
    void tellsWhoeverMayNotWaitToTryAgainAndServesTheOthers() throws Exception {
        try (ApplicationDatabase database = ApplicationDatabase.fresh();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                ConfigurableApplicationContext context = start(
                        database,
                        "--sexyresume.history.queued-commands=2",
                        "--sexyresume.history.batch-commands=1",
                        "--sexyresume.history.deadline=60s")) {
            List<Future<Answer>> answers = new ArrayList<>();
            try (Connection holder = database.superuser()) {
                holder.setAutoCommit(false);
                holder.createStatement().execute("SELECT FROM event_store.head FOR UPDATE");
                for (int caller = 0; caller < 8; caller++) {
                    UUID user = UUID.randomUUID();
                    answers.add(callers.submit(
                            () -> user(context, user).post("/v1/users", "{\"email\":\"" + user + "@example.org\"}")));
                }
                // One is being appended and two wait.
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> answers.stream().filter(Future::isDone).count() == 5);
                holder.rollback();
            }

            int served = 0;
            for (Future<Answer> answer : answers) {
                if (answer.get().status() == 201) {
                    served++;
                } else {
                    answer.get().expectProblem(503, "try-again");
                    assertThat(answer.get().header("Retry-After")).isEqualTo("1");
                }
            }
            assertThat(served).isEqualTo(3);
        }
    }

    @Test
    void spendsExactlyWhatThereIsThoughAllSpendAtOnce() throws Exception {
        try (ApplicationDatabase database = ApplicationDatabase.fresh();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                ConfigurableApplicationContext context = start(database, "--sexyresume.history.deadline=60s")) {
            UUID ada = UUID.randomUUID();
            Api.service(base(context))
                    .post("/v1/users/" + ada + "/credits/awards", "{\"amount\":150,\"source\":\"welcome\"}")
                    .expect(201);
            Api spender = user(context, ada);
            List<Future<Integer>> answers = Stream.generate(() -> callers.submit(
                            () -> spender.post("/v1/me/credits/spends", "{\"amount\":1,\"source\":\"export\"}")
                                    .status()))
                    .limit(200)
                    .toList();
            int spent = 0;
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isIn(201, 409);
                spent += answer.get() == 201 ? 1 : 0;
            }
            assertThat(spent).isEqualTo(150);
        }
    }

    private ConfigurableApplicationContext start(ApplicationDatabase database, String... more) {
        Stream<String> common = Stream.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--management.server.port=-1",
                "--sexyresume.web.connections.per-address=1024",
                "--logging.structured.format.console=",
                "--logging.level.com.sexyresume=warn",
                "--sexyresume.history.key-folder=" + folder.resolve("keys"),
                "--sexyresume.identity.hs256-secret=" + Tokens.SECRET,
                "--sexyresume.identity.issuer=" + Tokens.ISSUER);
        Stream<String> pools =
                database.properties().entrySet().stream().map(entry -> "--" + entry.getKey() + "=" + entry.getValue());
        return new SpringApplicationBuilder(SexyResume.class)
                .run(Stream.of(common, pools, Stream.of(more))
                        .flatMap(arguments -> arguments)
                        .toArray(String[]::new));
    }

    private static String base(ConfigurableApplicationContext context) {
        return "http://127.0.0.1:"
                + ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    private static Api user(ConfigurableApplicationContext context, UUID user) {
        return Api.user(base(context), user);
    }
}
