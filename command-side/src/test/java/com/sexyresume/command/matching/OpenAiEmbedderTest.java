package com.sexyresume.command.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sexyresume.command.matching.MatchingProperties.OpenAi;
import com.sexyresume.events.matching.MatchFailure;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * B09, D58: a model behind HTTP, and all that it may do wrong, against a server of this test that speaks its protocol.
 */
class OpenAiEmbedderTest {

    private static final List<String> TEXTS = List.of("weaver", "dyer");
    private static final String GOOD = """
            {"object": "list", "model": "loom", "usage": {"prompt_tokens": 1, "total_tokens": 1},
             "data": [{"object": "embedding", "index": 0, "embedding": [0.5, 0.25, 0]},
                      {"object": "embedding", "index": 1, "embedding": [0, -1, 0]}]}""";

    private static final int MAX_ANSWER_BYTES = 2_000;

    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;
    private Answering answering = exchange -> answer(exchange, 200, GOOD);

    private interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/embeddings", exchange -> {
            asked.incrementAndGet();
            answering.answer(exchange);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void itIsAskedForAllTextsAtOnceByTheProtocol() throws Exception {
        StringBuilder request = new StringBuilder();
        answering = exchange -> {
            request.append(exchange.getRequestHeaders().getFirst("Authorization"))
                    .append('\n')
                    .append(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, 200, GOOD);
        };

        OpenAiEmbedder embedder = embedder(Duration.ofSeconds(20));
        assertThat(embedder.embed(TEXTS)).containsExactly(List.of(0.5f, 0.25f, 0f), List.of(0f, -1f, 0f));
        assertThat(embedder.model()).isEqualTo("loom:3");

        assertThat(asked).hasValue(1);
        assertThat(request.toString()).startsWith("Bearer secret\n");
        JsonNode body = JsonMapper.shared().readTree(request.substring(request.indexOf("\n") + 1));
        assertThat(body.path("model").asString()).isEqualTo("loom");
        assertThat(body.path("dimensions").asInt()).isEqualTo(3);
        assertThat(body.path("input").toString()).isEqualTo("[\"weaver\",\"dyer\"]");
    }

    @ParameterizedTest
    @CsvSource({
        "408, model-timeout, true",
        "429, model-busy, true",
        "500, model-unavailable, true",
        "503, model-unavailable, true",
        "400, model-refused, false",
        "401, model-refused, false",
        "404, model-refused, false"
    })
    void whatItRefusesIsToldByACodeAndAskedOnce(int status, String code, boolean mayPass) {
        answering = exchange -> answer(exchange, status, "{\"error\":{\"message\":\"weaver\"}}");

        EmbedderFailed failed = failure(Duration.ofSeconds(20));

        assertThat(failed.failure()).hasToString(code);
        assertThat(failed.mayPass()).isEqualTo(mayPass);
        assertThat(failed).hasMessage(code).hasNoCause();
        assertThat(asked).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>Good morning</html>",
                "{}",
                "{\"data\": []}",
                "{\"data\": [{\"index\": 0, \"embedding\": [1, 0, 0]}]}",
                "{\"data\": [{\"index\": 0, \"embedding\": [1, 0]}, {\"index\": 1, \"embedding\": [1, 0]}]}",
                "{\"data\": [{\"index\": 0, \"embedding\": [1, 0, 0]}, {\"index\": 1, \"embedding\": [0, 0, 0]}]}",
                "{\"data\": [{\"index\": 0, \"embedding\": [1, 0, 0]}, {\"index\": 1, \"embedding\": [1e99, 0, 0]}]}",
                "{\"data\": [{\"index\": 0, \"embedding\": [1, 0, 0]}, {\"index\": 1, \"embedding\": \"AAAA\"}]}"
            })
    void rubbishIsNoVector(String body) {
        answering = exchange -> answer(exchange, 200, body);

        EmbedderFailed failed = failure(Duration.ofSeconds(20));

        assertThat(failed.failure()).isEqualTo(MatchFailure.MODEL_ANSWER_INVALID);
        assertThat(failed.mayPass()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneThatHangsIsLeft(boolean afterItsHeaders) {
        answering = exchange -> {
            if (afterItsHeaders) {
                exchange.sendResponseHeaders(200, 1_000);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
            }
            try {
                over.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        };

        assertThat(failure(Duration.ofMillis(300)).failure()).isEqualTo(MatchFailure.MODEL_TIMEOUT);
    }

    @Test
    void oneThatTalksTooLongIsCutOff() {
        answering = exchange -> answer(exchange, 200, GOOD + " ".repeat(MAX_ANSWER_BYTES));

        EmbedderFailed failed = failure(Duration.ofSeconds(20));

        assertThat(failed.failure()).isEqualTo(MatchFailure.MODEL_ANSWER_TOO_LONG);
        assertThat(failed.mayPass()).isFalse();
        assertThat(failed).hasMessage("model-answer-too-long").hasNoCause();
        assertThat(asked).hasValue(1);
    }

    @Test
    void oneThatNeverStopsTalkingIsCutOff() {
        answering = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] nothing = " ".repeat(1_000).getBytes(StandardCharsets.UTF_8);
            try (exchange) {
                while (over.getCount() > 0) {
                    exchange.getResponseBody().write(nothing);
                }
            }
        };

        assertThat(failure(Duration.ofSeconds(20)).failure()).isEqualTo(MatchFailure.MODEL_ANSWER_TOO_LONG);
    }

    @Test
    void oneThatIsNotThereMayComeBack() {
        server.stop(0);

        EmbedderFailed failed = failure(Duration.ofSeconds(20));

        assertThat(failed.failure()).isEqualTo(MatchFailure.MODEL_UNAVAILABLE);
        assertThat(failed.mayPass()).isTrue();
    }

    @Test
    void itsKeyIsNotTold() {
        assertThat(properties(Duration.ofSeconds(1)).toString()).doesNotContain("secret");
    }

    private EmbedderFailed failure(Duration timeout) {
        OpenAiEmbedder embedder = embedder(timeout);
        return catchThrowableOfType(EmbedderFailed.class, () -> embedder.embed(TEXTS));
    }

    private OpenAiEmbedder embedder(Duration timeout) {
        return new OpenAiEmbedder(properties(timeout), 64);
    }

    private OpenAi properties(Duration timeout) {
        return new OpenAi(
                "http://127.0.0.1:" + server.getAddress().getPort() + "/v1",
                "secret",
                "loom",
                3,
                timeout,
                MAX_ANSWER_BYTES,
                0.1,
                0.6);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }
}
