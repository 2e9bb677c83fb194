package com.sexyresume.language;

import org.jspecify.annotations.Nullable;

/**
 * What an engine's work took (B03).
 *
 * @param model which answered; null when none did
 * @param inputTokens that it read; 0 without a model
 * @param outputTokens that it wrote; 0 without a model
 * @param costMicros what its maker charges, in millionths of a US dollar
 */
public record ModelUsage(@Nullable String model, int inputTokens, int outputTokens, long costMicros) {

    /** Nothing was asked of a model. */
    public static final ModelUsage NONE = new ModelUsage(null, 0, 0, 0);

    public ModelUsage {
        if (inputTokens < 0 || outputTokens < 0 || costMicros < 0) {
            throw new IllegalArgumentException("Tokens and costs are at least 0");
        }
    }
}
