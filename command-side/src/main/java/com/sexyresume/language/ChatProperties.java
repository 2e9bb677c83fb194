package com.sexyresume.language;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The chat endpoint that engines named {@value ChatModel#ENGINE} ask, {@code sexyresume.chat.*}: any that speaks
 * OpenAI's protocol.
 *
 * @param baseUrl up to and without {@code /chat/completions}; plain HTTP leads to this machine only
 * @param apiKey sent as a bearer token; null for an endpoint that asks for none
 * @param allowHttp whether plain HTTP may lead elsewhere, as within a private network
 * @param timeout of one try, from connecting to the last byte of the answer
 * @param tries how often the same is asked when it is refused for the moment, cannot be reached, or takes too long
 * @param longestWait between two tries; a {@code Retry-After} beyond it ends them
 * @param maxInputChars of what is sent beside the instructions
 * @param maxOutputTokens that the model may write
 * @param maxAnswerBytes of the answer as a whole
 * @param inputPrice US dollars for a million tokens that the model reads
 * @param outputPrice US dollars for a million tokens that it writes
 */
@ConfigurationProperties("sexyresume.chat")
public record ChatProperties(
        @DefaultValue("https://api.openai.com/v1") URI baseUrl,
        @Nullable String apiKey,
        @DefaultValue("gpt-4o-mini") String model,
        @DefaultValue("false") boolean allowHttp,
        @DefaultValue("60s") Duration timeout,
        @DefaultValue("3") int tries,
        @DefaultValue("20s") Duration longestWait,
        @DefaultValue("60000") int maxInputChars,
        @DefaultValue("8000") int maxOutputTokens,
        @DefaultValue("1000000") int maxAnswerBytes,
        @DefaultValue("0") BigDecimal inputPrice,
        @DefaultValue("0") BigDecimal outputPrice) {

    public ChatProperties {
        if (timeout.isNegative() || timeout.isZero() || longestWait.isNegative()) {
            throw new IllegalArgumentException("sexyresume.chat: timeout and longest-wait are positive");
        }
        if (tries < 1 || maxInputChars < 1_000 || maxOutputTokens < 1 || maxAnswerBytes < 1_000) {
            throw new IllegalArgumentException(
                    "sexyresume.chat: tries and max-output-tokens are at least 1, max-input-chars and max-answer-bytes"
                            + " 1000");
        }
        if (inputPrice.signum() < 0 || outputPrice.signum() < 0) {
            throw new IllegalArgumentException("sexyresume.chat: prices are at least 0");
        }
        if (!isPrivate(baseUrl) && !allowHttp) {
            throw new IllegalArgumentException(
                    "sexyresume.chat.base-url: what résumés say goes by https, unless allow-http is set");
        }
    }

    private static boolean isPrivate(URI url) {
        String host = url.getHost();
        if (host == null || url.getScheme() == null) {
            throw new IllegalArgumentException("sexyresume.chat.base-url is an http or https URL with a host");
        }
        return url.getScheme().equals("https")
                || host.equals("localhost")
                || host.equals("127.0.0.1")
                || host.equals("[::1]");
    }

    /** A key is no text for logs. */
    @Override
    public String toString() {
        return "ChatProperties[baseUrl=" + baseUrl + ", model=" + model + "]";
    }
}
