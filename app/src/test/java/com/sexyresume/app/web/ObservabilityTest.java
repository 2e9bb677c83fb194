package com.sexyresume.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.app.web.requests.AccessLog;
import com.sexyresume.webtest.Client;
import com.sexyresume.webtest.Client.Answer;
import com.sexyresume.webtest.EdgeTest;
import com.sexyresume.webtest.Logged;
import com.sexyresume.webtest.Tokens;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.UriComponentsBuilder;

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
    @CsvSource({"/actuator/health, true", "/actuator/health/liveness, false", "/actuator/health/readiness, true"})
    void tellsThatItIsUpAndWhatOfIt(String path, boolean hasParts) {
        Answer answer = management.get(path).send();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("status").asString("")).isEqualTo("UP");
        assertThat(answer.json().path("components").isEmpty()).isNotEqualTo(hasParts);
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
                    .matches("method=POST path=/v1/probe/spends route=/v1/probe/spends status=400 ms=[0-9]+"
                            + " problem=invalid-request user=" + Tokens.ADA
                            + " address=127\\.0\\.0\\.1 application=web-frontend request=[0-9a-f-]{36}")
                    .doesNotContain("private", "eyJ");
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

    @Test
    void logsWhomAnAuditIsAboutAndNothingElseOfItsQuery() {
        String stream = "resumes:" + UUID.randomUUID();
        String user = UUID.randomUUID().toString();

        assertThat(line(true, "stream=" + stream + "&user=" + user + "&type=secret"))
                .contains(" route=/v1/audit/events about=" + stream + "," + user + " ")
                .doesNotContain("secret");
        assertThat(line(true, "user=ada%40example.org&userId=" + user + "%0Auser=x"))
                .doesNotContain("about", "ada");
        assertThat(line(true, "")).doesNotContain("about").contains(" address=192.0.2.7 ");
    }

    @Test
    void leavesAddressesOutWhereTheyAreNotWanted() {
        assertThat(line(false, "")).doesNotContain("address", "192.0.2.7");
    }

    private static String line(boolean addresses, String query) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/v1/audit/events");
        request.setRemoteAddr("192.0.2.7");
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/v1/audit/events");
        request.setAttribute(AccessLog.REQUEST_ID, "1");
        request.setQueryString(query.isEmpty() ? null : query);
        UriComponentsBuilder.newInstance()
                .query(query)
                .build()
                .getQueryParams()
                .forEach((name, values) -> values.forEach(
                        value -> request.addParameter(name, URLDecoder.decode(value, StandardCharsets.UTF_8))));
        try (Logged access = new Logged("com.sexyresume.access")) {
            new AccessLog(addresses).answered(request, new MockHttpServletResponse(), System.nanoTime());
            return access.lines().getFirst();
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
