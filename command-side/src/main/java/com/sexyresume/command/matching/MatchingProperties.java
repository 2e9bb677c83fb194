package com.sexyresume.command.matching;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How roles and résumés are brought together, {@code sexyresume.matching.*}.
 *
 * @param startingCatalogue whether the roles that the application comes with are recorded at its start
 * @param embedder {@code local} or {@code openai}
 * @param batchSize texts that a model is given at a time (J05)
 * @param candidates how many of the nearest roles are looked at more closely
 * @param parallelism matches that are worked on at the same time on one node; fixed by the first start on a database
 * @param attempts how often a match is tried before it fails
 * @param retryAfter the pause before the second attempt; it doubles with each further one
 * @param patience how long after a role was defined its embedding is still tried again by itself
 */
@ConfigurationProperties("sexyresume.matching")
record MatchingProperties(
        @DefaultValue("true") boolean startingCatalogue,
        @DefaultValue("local") String embedder,
        @DefaultValue("64") int batchSize,
        @DefaultValue("50") int candidates,
        @DefaultValue("2") int parallelism,
        @DefaultValue("6") int attempts,
        @DefaultValue("2s") Duration retryAfter,
        @DefaultValue("24h") Duration patience,
        @DefaultValue OpenAi openai) {

    MatchingProperties {
        if (batchSize < 1 || batchSize > 2_048 || candidates < 1 || parallelism < 1 || attempts < 1) {
            throw new IllegalArgumentException(
                    "sexyresume.matching: batch-size (at most 2048), candidates, parallelism and attempts are at least 1");
        }
        if (retryAfter.isNegative() || retryAfter.isZero()) {
            throw new IllegalArgumentException("sexyresume.matching.retry-after is more than nothing");
        }
    }

    /**
     * A model behind an HTTP API that speaks OpenAI's protocol.
     *
     * @param apiKey null where none is asked for
     * @param dimensions of its vectors, at most {@value Embedder#DIMENSIONS}; asked for, so the model must know how to
     *     shorten them when they are fewer than its own
     * @param timeout of one request, from its first byte to its answer's last
     * @param maxAnswerBytes of one answer as a whole; a vector of 1,536 dimensions takes about 50,000 at most
     * @param similarityFloor of texts that have nothing to do with each other, by this model
     * @param similarityCeiling of a résumé and the role that it is made for, by this model
     */
    record OpenAi(
            @DefaultValue("https://api.openai.com/v1") String baseUrl,
            @Nullable String apiKey,
            @DefaultValue("text-embedding-3-small") String model,
            @DefaultValue("1536") int dimensions,
            @DefaultValue("20s") Duration timeout,
            @DefaultValue("10000000") int maxAnswerBytes,
            @DefaultValue("0.15") double similarityFloor,
            @DefaultValue("0.70") double similarityCeiling) {

        OpenAi {
            if (dimensions < 1 || dimensions > Embedder.DIMENSIONS || !timeout.isPositive() || maxAnswerBytes < 1_000) {
                throw new IllegalArgumentException("sexyresume.matching.openai: dimensions from 1 to 1536, timeout more"
                        + " than nothing, max-answer-bytes at least 1000");
            }
        }

        /** Without the key, which is nobody's to read in a log. */
        @Override
        public String toString() {
            return "OpenAi[" + baseUrl + ", " + model + ", " + dimensions + "]";
        }
    }
}
