package com.sexyresume.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.webtest.Client;
import com.sexyresume.webtest.Client.Answer;
import com.sexyresume.webtest.EdgeTest;
import com.sexyresume.webtest.Logged;
import com.sexyresume.webtest.Tokens;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whoever runs the application sees how it does, on a port of its own, and nobody learns from it who uses it. */
@EdgeTest
class ObservabilityTest {

    @LocalServerPort
    int port;

    @LocalManagementPort
    int managementPort;

    @Value("${management.server.address}")
    String managementAddress;

    private Client client;
    private Client management;

    @BeforeEach
    void connect() {
        client = new Client(port);
        management = new Client(managementPort);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void tellsThatItIsUpAndNoMore(String path) {
        Answer answer = management.get(path).send();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("status").asString("")).isEqualTo("UP");
        assertThat(answer.json().has("components")).isFalse();
        assertThat(answer.json().has("details")).isFalse();
    }

    @Test
    void countsRequests() {
        client.get("/schemas/probe").send();

        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                management.get("/actuator/prometheus").send().body())
                        .contains("http_server_requests_seconds_count{", "uri=\"/schemas/probe\""));
        assertThat(management.get("/actuator/info").send().status()).isEqualTo(200);
    }

    @Test
    void isNotReachedOverTheApi() {
        client.get("/actuator/health").token(Tokens.service()).send().isProblem(404, "not-found");
        client.get("/actuator/prometheus").token(Tokens.service()).send().isProblem(404, "not-found");
        management.get("/schemas/probe").send().isProblem(404, "not-found");
        assertThat(managementAddress).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/env",
                "/beans",
                "/configprops",
                "/heapdump",
                "/threaddump",
                "/loggers",
                "/mappings",
                "/shutdown",
                "/conditions",
                "/metrics"
            })
    void tellsNothingElse(String endpoint) {
        assertThat(management.get("/actuator" + endpoint).send().status()).isEqualTo(404);
    }

    @Test
    void logsARequestInOneLine() {
        try (Logged access = new Logged("com.sexyresume.access")) {
            client.post("/v1/probe/spends?")
                    .token(Tokens.valid())
                    .header("x-application-name", "web-frontend")
                    .json("{\"amount\": 0, \"source\": \"private\"}")
                    .send()
                    .isProblem(400, "invalid-request");

            Awaitility.await().untilAsserted(() -> assertThat(access.lines()).hasSize(1));
            assertThat(access.lines().getFirst())
                    .matches("method=POST path=/v1/probe/spends status=400 ms=[0-9]+ problem=invalid-request user="
                            + Tokens.ADA + " application=web-frontend request=[0-9a-f-]{36}")
                    .doesNotContain("private", "eyJ", "127.0.0.1");
        }
    }

    @Test
    void logsWhatNeverReachesAController() {
        try (Logged access = new Logged("com.sexyresume.access")) {
            client.get("/v1/nothing").header("x-application-name", "a b").send();

            Awaitility.await().untilAsserted(() -> assertThat(access.lines()).hasSize(1));
            assertThat(access.lines().getFirst())
                    .contains("status=401", "problem=unauthenticated", "application=\"a b\"");
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "plain, plain",
                "two words, `\"two words\"`",
                "user=1, `\"user=1\"`",
                "a\"b, `\"a\\\"b\"`",
                "a\\b, `\"a\\\\b\"`",
                "`naïve`, `\"na\\u00efve\"`"
            })
    void escapesWhatACallerSends(String sent, String logged) {
        assertThat(AccessLog.escape(sent)).isEqualTo(logged);
    }

    @Test
    void letsNobodyForgeALine() {
        assertThat(AccessLog.escape("a\r\nmethod=GET\u2028\u0085\u001b[2J"))
                .isEqualTo("\"a\\u000d\\u000amethod=GET\\u2028\\u0085\\u001b[2J\"");
        assertThat(AccessLog.escape("x".repeat(10_000))).hasSizeLessThan(250);
        assertThat(AccessLog.escape("")).isEqualTo("\"\"");
    }
}
