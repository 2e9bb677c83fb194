package com.sexyresume.command.matching;

import com.sexyresume.command.matching.MatchingProperties.OpenAi;
import com.sexyresume.events.matching.MatchFailure;
import com.sexyresume.language.BoundedHttp;
import com.sexyresume.language.BoundedHttp.Refused;
import com.sexyresume.language.BoundedHttp.Unanswered;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import java.util.List;

/**
 * A model behind an HTTP API, asked within bounds of time and length. What fails is tried again by whoever asks, never
 * here, so that there is one place that counts; and nothing that the other side says reaches a log or a user.
 */
final class OpenAiEmbedder implements Embedder {

    private final OpenAi properties;
    private final EmbeddingModel model;

    OpenAiEmbedder(OpenAi properties, int batchSize) {
        this.properties = properties;
        model = OpenAiEmbeddingModel.builder()
                .httpClientBuilder(BoundedHttp.builder(properties.timeout(), properties.maxAnswerBytes()))
                .baseUrl(properties.baseUrl())
                .apiKey(properties.apiKey() == null ? "none" : properties.apiKey())
                .modelName(properties.model())
                .dimensions(properties.dimensions())
                .maxSegmentsPerBatch(batchSize)
                .maxRetries(0)
                .build();
    }

    /** Of each number of dimensions the same model makes other vectors. */
    @Override
    public String model() {
        return properties.model() + ":" + properties.dimensions();
    }

    @Override
    public Ranking ranking() {
        return new Ranking(properties.similarityFloor(), properties.similarityCeiling());
    }

    @Override
    public List<List<Float>> embed(List<String> texts) throws EmbedderFailed {
        List<List<Float>> vectors;
        try {
            vectors = model.embedAll(texts.stream().map(TextSegment::from).toList()).content().stream()
                    .map(embedding -> embedding.vectorAsList())
                    .toList();
        } catch (RuntimeException failed) {
            throw why(failed);
        }
        return Embedder.checked(vectors, texts.size(), properties.dimensions());
    }

    private static EmbedderFailed why(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case Refused refused -> {
                    return refused(refused.statusCode());
                }
                case Unanswered unanswered -> {
                    return switch (unanswered.why()) {
                        case TOO_SLOW -> new EmbedderFailed(MatchFailure.MODEL_TIMEOUT, true);
                        case UNREACHABLE -> new EmbedderFailed(MatchFailure.MODEL_UNAVAILABLE, true);
                        case TOO_LONG -> new EmbedderFailed(MatchFailure.MODEL_ANSWER_TOO_LONG, false);
                        case INTERRUPTED -> throw new IllegalStateException("Interrupted", failed);
                    };
                }
                default -> {}
            }
        }
        return new EmbedderFailed(MatchFailure.MODEL_ANSWER_INVALID, true);
    }

    private static EmbedderFailed refused(int status) {
        return switch (status) {
            case 429 -> new EmbedderFailed(MatchFailure.MODEL_BUSY, true);
            case 408 -> new EmbedderFailed(MatchFailure.MODEL_TIMEOUT, true);
            default ->
                status >= 500
                        ? new EmbedderFailed(MatchFailure.MODEL_UNAVAILABLE, true)
                        : new EmbedderFailed(MatchFailure.MODEL_REFUSED, false);
        };
    }
}
