package com.sexyresume.app.web.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.webtest.Client;
import com.sexyresume.webtest.Client.Answer;
import com.sexyresume.webtest.EdgeTest;
import com.sexyresume.webtest.ProbeController;
import com.sexyresume.webtest.Tokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What takes long keeps nobody else waiting: one at a time here, and one that waits. */
@EdgeTest
@Isolated
class BulkheadTest {

    @LocalServerPort
    int port;

    @LocalManagementPort
    int managementPort;

    @Test
    void whatTakesLongRunsOnAThreadOfThePlatformAsWhoeverAsks() {
        Answer heavy =
                new Client(port).get("/v1/probe/heavy").token(Tokens.valid()).send();
        assertThat(heavy.json().path("thread").asString()).startsWith("bulkhead-");
        assertThat(heavy.json().path("virtual").asBoolean()).isFalse();
        assertThat(heavy.json().path("caller").asString()).isEqualTo(Tokens.ADA.toString());

        assertThat(light("{}").json().path("virtual").asBoolean()).isTrue();
        assertThat(light("{\"text\":\"" + "x".repeat(40_000) + "\"}")
                        .json()
                        .path("thread")
                        .asString())
                .startsWith("bulkhead-");
    }

    @Test
    void moreThanMayWaitIsRefusedAndAllElseGoesOn() throws Exception {
        try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
            List<Future<Answer>> asked = new ArrayList<>();
            asked.add(clients.submit(this::held));
            assertThat(ProbeController.ENTERED.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
            // One waits, the others are refused.
            for (int more = 0; more < 6; more++) {
                asked.add(clients.submit(this::held));
            }
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> asked.stream().filter(Future::isDone).count() == 5);
            assertThat(light("{}").status()).isEqualTo(200);
            ProbeController.RELEASED.release(2);
            int refused = 0;
            for (Future<Answer> one : asked) {
                Answer answer = one.get();
                if (answer.status() != 200) {
                    refused++;
                    answer.isProblem(503, "try-again");
                    assertThat(answer.header("Retry-After")).isEqualTo("1");
                }
            }
            assertThat(refused).isEqualTo(5);
            assertThat(ProbeController.ENTERED.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    /** The carriers of virtual threads are all taken, so that no request goes on. */
    @Test
    void whetherItLivesIsAnsweredWhenAllProcessorsAreBusyWithRequests() {
        List<Thread> busy = new ArrayList<>();
        try {
            for (int thread = 0; thread < 4 * Runtime.getRuntime().availableProcessors(); thread++) {
                busy.add(Thread.ofVirtual().start(() -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                }));
            }
            Answer answer =
                    new Client(managementPort).get("/actuator/health/liveness").send();
            assertThat(answer.status()).isEqualTo(200);
        } finally {
            busy.forEach(Thread::interrupt);
        }
    }

    private Answer held() {
        return new Client(port)
                .get("/v1/probe/heavy?held=true")
                .token(Tokens.valid())
                .send();
    }

    private Answer light(String json) {
        return new Client(port)
                .post("/v1/probe/light")
                .token(Tokens.valid())
                .json(json)
                .send();
    }
}
