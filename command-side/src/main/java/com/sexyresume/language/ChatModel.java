package com.sexyresume.language;

import com.sexyresume.language.BoundedHttp.Refused;
import com.sexyresume.language.BoundedHttp.Unanswered;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a model behind an endpoint that speaks OpenAI's protocol, within bounds of time, length and tries, and takes
 * nothing but a JSON object for an answer. Neither what is asked nor what is answered is logged or quoted in a failure.
 *
 * <p>What is asked again: what was refused for the moment (408, 429, 5xx), could not be reached, or took too long. An
 * answer that is no use is not: it has been paid for, and the next one would be as well.
 */
@Component
@Lazy
@EnableConfigurationProperties(ChatProperties.class)
public final class ChatModel {

    /** The name of engines that ask it, in {@code sexyresume.….engine} and in events. */
    public static final String ENGINE = "chat";

    private static final Logger log = LoggerFactory.getLogger(ChatModel.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final int MAX_DEPTH = 16;
    /** What a model may be called: anything else may be meant for other eyes. */
    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@-]{0,99}");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final OpenAiChatModel model;
    private final ChatProperties properties;
    private final Pause pause;

    /** How the time between two tries passes. */
    interface Pause {
        void pass(Duration time) throws InterruptedException;
    }

    @Autowired
    public ChatModel(ChatProperties properties) {
        this(properties, Thread::sleep);
    }

    ChatModel(ChatProperties properties, Pause pause) {
        this.properties = properties;
        this.pause = pause;
        String key = properties.apiKey();
        model = OpenAiChatModel.builder()
                .httpClientBuilder(BoundedHttp.builder(properties.timeout(), properties.maxAnswerBytes()))
                .baseUrl(properties.baseUrl().toString())
                // The library wants one, and an endpoint that asks for none ignores it.
                .apiKey(key == null ? "none" : key)
                .modelName(properties.model())
                .responseFormat("json_object")
                .maxCompletionTokens(properties.maxOutputTokens())
                .maxRetries(0)
                .build();
    }

    /**
     * An answer.
     *
     * @param json an object, of whatever shape
     */
    public record Answer(JsonNode json, ModelUsage usage) {}

    /** How much may be sent beside the instructions, in chars. */
    public int maxInputChars() {
        return properties.maxInputChars();
    }

    /**
     * Asks and waits.
     *
     * @param instructions what to do, and that the answer is JSON
     * @param data what to do it with, as JSON: never a part of the instructions, because others wrote it
     * @throws EngineFailed {@code engine-timeout}, {@code engine-busy}, {@code engine-unavailable},
     *     {@code engine-misconfigured}, {@code engine-declined}, {@code engine-answer-too-long} or
     *     {@code engine-answer-invalid}
     */
    public Answer ask(String instructions, String data) throws EngineFailed {
        for (int tried = 1; ; tried++) {
            try {
                return read(model.chat(SystemMessage.from(instructions), UserMessage.from(data)));
            } catch (RuntimeException failed) {
                Failure failure = failure(failed);
                Duration wait = failure.wait(tried);
                if (tried == properties.tries() || wait == null || wait.compareTo(properties.longestWait()) > 0) {
                    throw new EngineFailed(failure.code());
                }
                log.debug("The chat endpoint is asked again after {}: {}", wait, failure.code());
                await(wait, failure);
            }
        }
    }

    private void await(Duration wait, Failure failure) throws EngineFailed {
        try {
            pause.pass(wait);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new EngineFailed(failure.code());
        }
    }

    /**
     * Why there is no answer.
     *
     * @param asked whether the same may be asked again
     * @param retryAfter when, if the endpoint says so
     */
    private record Failure(
            String code, boolean asked, @Nullable Duration retryAfter) {

        /** Before the next try; null when there is to be none. */
        @Nullable
        Duration wait(int tried) {
            if (!asked) {
                return null;
            }
            return retryAfter == null ? FIRST_WAIT.multipliedBy(1L << Math.min(tried - 1, 10)) : retryAfter;
        }
    }

    private static Failure failure(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case Refused refused -> {
                    return refused(refused);
                }
                case Unanswered unanswered -> {
                    return switch (unanswered.why()) {
                        case TOO_SLOW -> new Failure("engine-timeout", true, null);
                        case UNREACHABLE -> new Failure("engine-unavailable", true, null);
                        case TOO_LONG -> new Failure("engine-answer-too-long", false, null);
                        case INTERRUPTED -> new Failure("engine-unavailable", false, null);
                    };
                }
                default -> {}
            }
        }
        // The class alone: a message may quote the answer.
        log.info(
                "An answer of the chat endpoint was not understood: {}",
                failed.getClass().getName());
        return new Failure("engine-answer-invalid", false, null);
    }

    private static Failure refused(Refused refused) {
        int status = refused.statusCode();
        Duration retryAfter = duration(refused.retryAfter());
        if (status == 429) {
            return new Failure("engine-busy", true, retryAfter);
        }
        return status >= 500 || status == 408
                ? new Failure("engine-unavailable", true, retryAfter)
                : new Failure("engine-misconfigured", false, null);
    }

    /** RFC 9110, section 10.2.3: seconds or a date. */
    private static @Nullable Duration duration(@Nullable String retryAfter) {
        if (retryAfter == null) {
            return null;
        }
        try {
            Duration wait = retryAfter.chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Long.parseLong(retryAfter))
                    : Duration.between(
                            Instant.now(), ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME));
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (NumberFormatException | DateTimeException | ArithmeticException unreadable) {
            return null;
        }
    }

    private Answer read(ChatResponse response) throws EngineFailed {
        ModelUsage usage = usage(response);
        AiMessage message = response.aiMessage();
        FinishReason reason = response.finishReason();
        if (reason == FinishReason.CONTENT_FILTER) {
            throw new EngineFailed("engine-declined", usage);
        }
        if (reason == FinishReason.LENGTH) {
            throw new EngineFailed("engine-answer-too-long", usage);
        }
        if (message == null || message.text() == null) {
            throw new EngineFailed("engine-answer-invalid", usage);
        }
        try {
            JsonNode json = JSON.readTree(message.text());
            if (json.isObject()) {
                return new Answer(json, usage);
            }
        } catch (JacksonException noJson) {
            log.debug("The chat endpoint answered something that is no JSON");
        }
        throw new EngineFailed("engine-answer-invalid", usage);
    }

    private ModelUsage usage(ChatResponse response) {
        TokenUsage tokens = response.tokenUsage();
        int input = tokens == null ? 0 : count(tokens.inputTokenCount());
        int output = tokens == null ? 0 : count(tokens.outputTokenCount());
        // Dollars for a million tokens are millionths of a dollar for one.
        long cost = properties
                .inputPrice()
                .multiply(BigDecimal.valueOf(input))
                .add(properties.outputPrice().multiply(BigDecimal.valueOf(output)))
                .setScale(0, RoundingMode.HALF_UP)
                .longValue();
        String name = response.modelName();
        return new ModelUsage(
                name != null && MODEL.matcher(name).matches() ? name : properties.model(), input, output, cost);
    }

    private static int count(@Nullable Integer tokens) {
        return tokens == null ? 0 : Math.max(tokens, 0);
    }
}
