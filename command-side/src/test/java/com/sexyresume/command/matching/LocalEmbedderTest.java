package com.sexyresume.command.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** B09: the model of this process needs no network, and knows what is alike. */
class LocalEmbedderTest {

    @Test
    void textsThatMeanAlikeAreNear() throws Exception {
        try (LocalEmbedder embedder = new LocalEmbedder()) {
            List<List<Float>> vectors = embedder.embed(List.of(
                    "Writes server software in Java.", "Backend engineer", "Cares for patients in a hospital."));

            assertThat(vectors).allSatisfy(vector -> assertThat(vector).hasSize(LocalEmbedder.MODEL_DIMENSIONS));
            assertThat(cosine(vectors.get(0), vectors.get(1)))
                    .isGreaterThan(cosine(vectors.get(0), vectors.get(2)) + 0.2);
            assertThat(embedder.embed(List.of("Backend engineer")).getFirst()).isEqualTo(vectors.get(1));
        }
    }

    private static double cosine(List<Float> one, List<Float> other) {
        double product = 0;
        double lengths = 0;
        double others = 0;
        for (int at = 0; at < one.size(); at++) {
            product += one.get(at) * other.get(at);
            lengths += one.get(at) * one.get(at);
            others += other.get(at) * other.get(at);
        }
        return product / Math.sqrt(lengths * others);
    }
}
