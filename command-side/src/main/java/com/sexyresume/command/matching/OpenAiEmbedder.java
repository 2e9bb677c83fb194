package com.sexyresume.command.matching;

import com.sexyresume.command.matching.MatchingProperties.OpenAi;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A model behind an HTTP API. What fails is tried again by whoever asks, never here, so that there is one place that
 * counts; and nothing that the other side says reaches a log or a user.
 */
final class OpenAiEmbedder implements Embedder, AutoCloseable {

    private final OpenAi properties;
    private final EmbeddingModel model;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    OpenAiEmbedder(OpenAi properties, int batchSize) {
        this.properties = properties;
        model = OpenAiEmbeddingModel.builder()
                .baseUrl(properties.baseUrl())
                .apiKey(properties.apiKey() == null ? "none" : properties.apiKey())
                .modelName(properties.model())
                .dimensions(properties.dimensions())
                .maxSegmentsPerBatch(batchSize)
                .timeout(properties.timeout())
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
        Future<List<List<Float>>> asked = threads.submit(
                () -> model.embedAll(texts.stream().map(TextSegment::from).toList()).content().stream()
                        .map(embedding -> embedding.vectorAsList())
                        .toList());
        try {
            // The client's own time-out ends with the answer's headers: a body may take for ever.
            return Embedder.checked(
                    asked.get(properties.timeout().toMillis(), TimeUnit.MILLISECONDS),
                    texts.size(),
                    properties.dimensions());
        } catch (java.util.concurrent.TimeoutException late) {
            throw new EmbedderFailed("model-timeout", true);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", stopping);
        } catch (ExecutionException failed) {
            throw why(Objects.requireNonNullElse(failed.getCause(), failed));
        } finally {
            asked.cancel(true);
        }
    }

    private static EmbedderFailed why(Throwable failed) {
        return switch (failed) {
            case RateLimitException _ -> new EmbedderFailed("model-busy", true);
            case TimeoutException _ -> new EmbedderFailed("model-timeout", true);
            case InternalServerException _ -> new EmbedderFailed("model-unavailable", true);
            case UnresolvedModelServerException _ -> new EmbedderFailed("model-unavailable", true);
            case NonRetriableException _ -> new EmbedderFailed("model-refused", false);
            case HttpException http when http.statusCode() < 500 -> new EmbedderFailed("model-refused", false);
            case HttpException _ -> new EmbedderFailed("model-unavailable", true);
            default ->
                isOfNetwork(failed)
                        ? new EmbedderFailed("model-unavailable", true)
                        : new EmbedderFailed("model-answer-invalid", true);
        };
    }

    /** Not one of JSON, which are exceptions of reading as well. */
    private static boolean isOfNetwork(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException && !cause.getClass().getName().startsWith("com.fasterxml.jackson")) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
