package com.sexyresume.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sexyresume.webtest.Client;
import com.sexyresume.webtest.Client.Answer;
import com.sexyresume.webtest.EdgeTest;
import com.sexyresume.webtest.Tokens;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What every answer carries, and what is there for whom. */
@EdgeTest
class AnswersTest {

    @LocalServerPort
    int port;

    private Client client;

    @BeforeEach
    void connect() {
        client = new Client(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/schemas/probe", "/v1/probe/needs", "/v1/nothing", "/nothing"})
    void everyAnswerIsSafeInABrowser(String path) {
        Answer answer = client.get(path).send();

        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Content-Security-Policy")).isEqualTo("default-src 'none'; frame-ancestors 'none'");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Set-Cookie")).isNull();
        assertThat(answer.header("Strict-Transport-Security")).isNull();
        assertThat(answer.header("Server")).isNull();
        assertThat(answer.header("X-Powered-By")).isNull();
        assertThat(answer.headers("Cache-Control")).hasSize(1);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        client.get("/v1/nothing").token(Tokens.valid()).send().isProblem(404, "not-found");
        client.get("/v1/nothing").send().isProblem(401, "unauthenticated");
        for (String path : new String[] {
            "/",
            "/nothing",
            "/error",
            "/actuator",
            "/actuator/health",
            "/actuator/env",
            "/login",
            "/logout",
            "/dev/token",
            "/favicon.ico",
            "/webjars/swagger-ui/index.html",
            "/v3/nothing",
            "/v1",
            "/problems"
        }) {
            client.get(path).send().isProblem(404, "not-found");
            client.get(path).token(Tokens.service()).send().isProblem(404, "not-found");
        }
        client.post("/dev/token").send().isProblem(404, "not-found");
        client.post("/problems/forbidden").send().isProblem(404, "not-found");
    }

    @Test
    void namesTheMethodsThatAResourceKnows() {
        Answer answer = client.send("DELETE", "/v1/probe/spends")
                .token(Tokens.valid())
                .send()
                .isProblem(405, "method-not-allowed");

        assertThat(answer.header("Allow")).contains("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "FOO", "PROPFIND"})
    void knowsNoStrangeMethods(String method) {
        Answer answer =
                client.send(method, "/v1/probe/spends").token(Tokens.valid()).send();

        assertThat(answer.status()).as(answer.body()).isIn(400, 405, 501);
        answer.isProblem(answer.status(), answer.json().path("code").asString(""));
    }

    @Test
    void publicPagesNeedNoToken() {
        assertThat(client.get("/schemas/probe").send().status()).isEqualTo(200);
        assertThat(client.get("/problems/not-found").send().status()).isEqualTo(200);
        assertThat(client.send("HEAD", "/problems/not-found").send().status()).isEqualTo(200);
        client.get("/schemas/probe").token("expired").send().isProblem(401, "unauthenticated");
    }

    @Test
    void explainsItsProblems() {
        Answer page = client.get("/problems/stale-version").send();
        Answer inABrowser = client.get("/problems/stale-version")
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .send();

        assertThat(page.header("Content-Type")).isEqualTo("text/markdown;charset=UTF-8");
        assertThat(page.body()).startsWith("# Stale version");
        assertThat(inABrowser.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
        assertThat(inABrowser.body()).isEqualTo(page.body());
        client.get("/problems/no-such-problem").send().isProblem(404, "not-found");
        client.get("/problems/..").send().isProblem(400, "malformed-request");
    }

    @Test
    void letsANamedOriginCall() {
        Answer preflight = client.send("OPTIONS", "/v1/probe/spends")
                .header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,idempotency-key")
                .send();
        Answer call = client.get("/schemas/probe")
                .header("Origin", "https://app.example")
                .send();

        assertThat(preflight.status()).as(preflight.body()).isEqualTo(200);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example");
        assertThat(preflight.header("Access-Control-Allow-Credentials")).isNull();
        assertThat(call.header("Access-Control-Expose-Headers")).contains("ETag", "Event-Position", "Retry-After");
    }

    @Test
    void letsNoOtherOriginCall() {
        for (String method : new String[] {"GET", "OPTIONS"}) {
            Answer answer = client.send(method, "/schemas/probe")
                    .header("Origin", "https://evil.example")
                    .header("Access-Control-Request-Method", "GET")
                    .send()
                    .isProblem(403, "forbidden");
            assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
        }
    }

    @Test
    void tellsABrowserOfTheNamedOriginAboutErrorsToo() {
        Answer answer = client.post("/v1/probe/spends")
                .header("Origin", "https://app.example")
                .json("{}")
                .send()
                .isProblem(401, "unauthenticated");

        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example");
    }

    @Test
    void measuresTheRequestLineAndTheHeaders() {
        client.get("/v1/probe/needs?text=" + "x".repeat(4_100))
                .token(Tokens.valid())
                .send()
                .isProblem(414, "uri-too-long");
        client.get("/v1/probe/things/" + UUID.randomUUID())
                .token(Tokens.valid())
                .header("X-Long", "x".repeat(16_400))
                .send()
                .isProblem(431, "headers-too-large");
    }
}
