package com.sexyresume.command.matching;

import com.sexyresume.events.matching.MatchFailure;
import java.util.List;

/**
 * Makes vectors of texts, near to each other when the texts mean alike. It may be asked the same twice, after a crash;
 * it ends within a time of its own, and has no effect but its answer.
 */
interface Embedder {

    /** Of every vector there is: shorter ones are filled up with zeros, which changes no cosine (B09). */
    int DIMENSIONS = 1_536;

    /** Which model answers: vectors of different names are never compared (D58). */
    String model();

    /** How similar texts are that have nothing to do with each other, and those of a résumé and its own role. */
    Ranking ranking();

    /**
     * A vector for each text, in their order: all of the same length, at most {@value #DIMENSIONS}, none of them zero.
     *
     * @param texts none of them empty
     * @throws EmbedderFailed when nothing came of it
     */
    List<List<Float>> embed(List<String> texts) throws EmbedderFailed;

    /** As the search takes it. */
    static float[] array(List<Float> vector) {
        float[] array = new float[vector.size()];
        for (int at = 0; at < array.length; at++) {
            array[at] = vector.get(at);
        }
        return array;
    }

    /**
     * What a model says, checked.
     *
     * @throws EmbedderFailed when it is not a vector for each text that can be compared
     */
    static List<List<Float>> checked(List<List<Float>> vectors, int texts, int dimensions) throws EmbedderFailed {
        if (vectors.size() != texts) {
            throw new EmbedderFailed(MatchFailure.MODEL_ANSWER_INVALID, true);
        }
        for (List<Float> vector : vectors) {
            if (vector.size() != dimensions
                    || vector.stream().anyMatch(number -> number.isNaN() || number.isInfinite())
                    || vector.stream().allMatch(number -> number == 0)) {
                throw new EmbedderFailed(MatchFailure.MODEL_ANSWER_INVALID, true);
            }
        }
        return vectors;
    }
}
