package com.sexyresume.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * How fast one history was turned into rows, in events per second.
 *
 * @param events in the history
 * @param rowByRow the stock processor, a statement for each row; null when the history is too long for it
 * @param batched the stock processor, a statement for each table and batch
 * @param ours our rebuild
 */
record Replay(int events, @Nullable Double rowByRow, double batched, double ours) {}
