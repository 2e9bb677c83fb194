package com.sexyresume.command.matching;

import com.sexyresume.events.matching.MatchFailure;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The model all-MiniLM-L6-v2, quantised, in this process, without any network. It is loaded by the first text, once for
 * all applications in a process, and works in one thread of its own: native code would hold a virtual thread's carrier.
 */
final class LocalEmbedder implements Embedder, AutoCloseable {

    static final String MODEL = "all-minilm-l6-v2-q";
    static final int MODEL_DIMENSIONS = 384;

    private static final double SIMILARITY_FLOOR = 0.10;
    private static final double SIMILARITY_CEILING = 0.70;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("embedder").factory());

    /** Loaded when it is first asked for something. */
    private static final class Loaded {

        static final EmbeddingModel MODEL = load();

        private static EmbeddingModel load() {
            // Its tokenizer would otherwise tell its makers, and look for what it has on the network.
            System.setProperty("OPT_OUT_TRACKING", "true");
            System.setProperty("ai.djl.offline", "true");
            return new AllMiniLmL6V2QuantizedEmbeddingModel(Runnable::run);
        }
    }

    @Override
    public String model() {
        return MODEL;
    }

    @Override
    public Ranking ranking() {
        return new Ranking(SIMILARITY_FLOOR, SIMILARITY_CEILING);
    }

    @Override
    public List<List<Float>> embed(List<String> texts) throws EmbedderFailed {
        Future<List<List<Float>>> asked = thread.submit(() ->
                Loaded.MODEL.embedAll(texts.stream().map(TextSegment::from).toList()).content().stream()
                        .map(embedding -> embedding.vectorAsList())
                        .toList());
        try {
            return Embedder.checked(asked.get(), texts.size(), MODEL_DIMENSIONS);
        } catch (InterruptedException stopping) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", stopping);
        } catch (ExecutionException failed) {
            // Its native library is missing, or the machine has no memory left: another process may do it.
            throw new EmbedderFailed(MatchFailure.MODEL_UNAVAILABLE, true);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
