package com.sexyresume.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An endpoint is asked within bounds, whatever it does, and what it says goes no further unless it is a JSON object.
 */
class ChatModelTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final StandIn endpoint = new StandIn();
    private final List<Duration> waits = new ArrayList<>();

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void anAnswerSaysWhatItTook() throws EngineFailed {
        endpoint.answering(StandIn.message("{\"a\":[1]}"));

        ChatModel.Answer answer = model(LONG).ask("Do it in JSON", "{\"text\":\"Ada\"}");

        assertThat(answer.json().path("a").get(0).asInt()).isEqualTo(1);
        // 1000 × 0.15 + 200 × 0.6
        assertThat(answer.usage()).isEqualTo(new ModelUsage("stand-in-2026", 1000, 200, 270));
        assertThat(endpoint.keys()).containsExactly("Bearer secret");
        var asked = endpoint.asked().getFirst();
        assertThat(asked.path("model").asString()).isEqualTo("small");
        assertThat(asked.path("max_completion_tokens").asInt()).isEqualTo(500);
        assertThat(asked.path("response_format").path("type").asString()).isEqualTo("json_object");
        assertThat(asked.path("messages").get(0).path("role").asString()).isEqualTo("system");
        assertThat(asked.path("messages").get(0).toString()).doesNotContain("Ada");
        assertThat(asked.path("messages").get(1).path("role").asString()).isEqualTo("user");
        assertThat(asked.path("messages").get(1).toString()).contains("Ada");
    }

    @Test
    void whatIsRefusedForNowIsAskedAgainWhenTheEndpointSays() throws EngineFailed {
        endpoint.answering(StandIn.status(429, "7"), StandIn.status(503), StandIn.message("{}"));

        assertThat(model(LONG).ask("JSON", "{}").json()).isEmpty();

        assertThat(waits).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(2));
    }

    @Test
    void aDateIsATimeToWaitForAsWell() throws EngineFailed {
        endpoint.answering(StandIn.status(503, "Sun, 06 Nov 1994 08:49:37 GMT"), StandIn.message("{}"));

        assertThat(model(LONG).ask("JSON", "{}").json()).isEmpty();

        assertThat(waits).containsExactly(Duration.ZERO);
    }

    @Test
    void whoHasToWaitTooLongGivesUp() {
        endpoint.answering(StandIn.status(429, "3600"));

        assertThat(failure(LONG)).isEqualTo("engine-busy");

        assertThat(waits).isEmpty();
        assertThat(endpoint.asked()).hasSize(1);
    }

    @Test
    void triesAreCounted() {
        endpoint.answering(StandIn.status(500), StandIn.status(502), StandIn.status(500), StandIn.message("{}"));

        assertThat(failure(LONG)).isEqualTo("engine-unavailable");

        assertThat(endpoint.asked()).hasSize(3);
        assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void anAnswerThatDoesNotEndIsATimeout() {
        endpoint.answering(endpoint.hanging(), endpoint.hanging(), endpoint.hanging());

        assertThat(failure(SHORT)).isEqualTo("engine-timeout");

        assertThat(waits).hasSize(2);
    }

    @Test
    void anEndpointThatIsNotThereIsUnavailable() {
        endpoint.close();

        assertThat(failure(LONG)).isEqualTo("engine-unavailable");
    }

    @Test
    void aWrongKeyIsNotTriedAgain() {
        for (int status : new int[] {400, 401, 403, 404, 301}) {
            endpoint.answering(StandIn.status(status));
            assertThat(failure(LONG)).isEqualTo("engine-misconfigured");
        }
        assertThat(endpoint.asked()).hasSize(5);
        assertThat(waits).isEmpty();
    }

    @Test
    void anAnswerThatIsTooLongIsCutOff() {
        endpoint.answering(StandIn.message("\"" + "a".repeat(200_000) + "\""));

        assertThat(failure(LONG)).isEqualTo("engine-answer-too-long");

        assertThat(endpoint.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<html>", "", "{\"choices\":[]}", "{\"choices\":[{\"message\":{\"role\":\"assist", "[]", "null"})
    void whatIsNotOfTheProtocolIsNoAnswer(String body) {
        endpoint.answering(StandIn.text(200, body));

        assertThat(failure(LONG)).isEqualTo("engine-answer-invalid");

        assertThat(endpoint.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sure! Here it is",
                "```json\n{}\n```",
                "{\"suggestions\":[{\"path\":\"/a",
                "[1]",
                "\"text\"",
                "{} {}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}",
                ""
            })
    void aMessageThatIsNoJsonObjectIsNoAnswerAndHasItsPrice(String content) {
        endpoint.answering(StandIn.message(content));

        EngineFailed failed =
                catchThrowableOfType(EngineFailed.class, () -> model(LONG).ask("JSON", "{}"));

        assertThat(failed.code()).isEqualTo("engine-answer-invalid");
        assertThat(failed.usage().costMicros()).isEqualTo(270);
        assertThat(failed).hasMessage("engine-answer-invalid").hasNoCause();
    }

    @Test
    void aModelSaysWhyItStopped() {
        endpoint.answering(StandIn.message("{}", "length"), StandIn.message("{}", "content_filter"));

        assertThat(failure(LONG)).isEqualTo("engine-answer-too-long");
        assertThat(failure(LONG)).isEqualTo("engine-declined");
    }

    @Test
    void withoutUsageNothingIsCounted() throws EngineFailed {
        endpoint.answering(StandIn.json(
                200,
                Map.of(
                        "model",
                        "Ada Lovelace <ada@example.org>",
                        "choices",
                        List.of(Map.of(
                                "message", Map.of("role", "assistant", "content", "{}"), "finish_reason", "stop")))));

        assertThat(model(LONG).ask("JSON", "{}").usage()).isEqualTo(new ModelUsage("small", 0, 0, 0));
    }

    @Test
    void aProcessThatEndsWaitsNoLonger() {
        endpoint.answering(endpoint.hanging());
        Thread.currentThread().interrupt();

        assertThat(failure(LONG)).isEqualTo("engine-unavailable");

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whatResumesSayGoesByHttps() {
        assertThatThrownBy(() -> properties(URI.create("http://models.example.org/v1"), false, LONG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https");
        assertThat(properties(URI.create("http://models.example.org/v1"), true, LONG)
                        .toString())
                .doesNotContain("secret");
        assertThat(properties(URI.create("https://models.example.org/v1"), false, LONG)
                        .model())
                .isEqualTo("small");
    }

    private String failure(Duration timeout) {
        return catchThrowableOfType(EngineFailed.class, () -> model(timeout).ask("JSON", "{}"))
                .code();
    }

    private ChatModel model(Duration timeout) {
        return new ChatModel(properties(endpoint.url(), false, timeout), waits::add);
    }

    private static ChatProperties properties(URI url, boolean allowHttp, Duration timeout) {
        return new ChatProperties(
                url,
                "secret",
                "small",
                allowHttp,
                timeout,
                3,
                Duration.ofSeconds(20),
                10_000,
                500,
                100_000,
                new BigDecimal("0.15"),
                new BigDecimal("0.6"));
    }
}
