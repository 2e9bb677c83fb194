package com.sexyresume.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sexyresume.app.database.ApplicationDatabase;
import com.sexyresume.app.journeys.Api.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What a process keeps in memory is bounded in bytes: a small heap holds out however many large documents are written.
 */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class SmallHeapTest {

    private static final int HEAP_MB = 256;
    private static final int USERS = 4;
    private static final int RESUMES = 120;
    private static final Duration LONG = Duration.ofMinutes(4);

    /** A little less than the megabyte that a résumé's data may have. */
    private static final String DATA = "{\"extensions\":{\"notes\":[\"%s\"]}}".formatted(String.join("\",\"", lines()));

    @TempDir
    Path folder;

    private static List<String> lines() {
        return Collections.nCopies(100, "x".repeat(10_000));
    }

    @Test
    void othersAreAnsweredAfterMoreWasWrittenThanTheHeapHolds() throws Exception {
        try (ApplicationDatabase database = ApplicationDatabase.fresh();
                ApplicationProcess application = ApplicationProcess.on(database, folder, Map.of())) {
            List<String> options = new ArrayList<>(WarmStart.options());
            options.addFirst("-Xmx" + HEAP_MB + "m");
            application.startWith(options);
            application.awaitReady();
            List<Future<Answer>> last = new ArrayList<>();
            try (ExecutorService writers = Executors.newFixedThreadPool(USERS)) {
                for (int user = 0; user < USERS; user++) {
                    last.add(writers.submit(() -> write(Api.user(application.base(), UUID.randomUUID()))));
                }
            }
            for (Future<Answer> written : last) {
                assertThat(written.get().status()).isEqualTo(201);
            }

            assertThat(application.running().isAlive()).isTrue();
            UUID ada = UUID.randomUUID();
            Api bystander = Api.user(application.base(), ada);
            Answer registered = bystander
                    .post("/v1/users", "{\"email\":\"" + ada + "@example.org\",\"fullName\":\"Ada\"}")
                    .expect(201);
            await().atMost(LONG)
                    .until(() -> bystander.after(registered).get("/v1/me").status() == 200);
        }
    }

    private static Answer write(Api user) {
        Answer written = create(user);
        for (int resume = 1; resume < RESUMES / USERS; resume++) {
            written = create(user);
        }
        Answer last = written;
        await().atMost(LONG).until(() -> user.after(last).get("/v1/resumes").status() == 200);
        return last;
    }

    /** More large bodies than are worked on at a time wait, and may be told to come again. */
    private static Answer create(Api user) {
        String body = "{\"title\":\"Notes\",\"data\":" + DATA + "}";
        Api keyed = user.with("Idempotency-Key", UUID.randomUUID().toString());
        return await().atMost(LONG).until(() -> keyed.post("/v1/resumes", body), answer -> answer.status() != 503);
    }
}
