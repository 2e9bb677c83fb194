package com.sexyresume.benchmarks;

/**
 * What the application's process takes, both sides of it, in MiB.
 *
 * @param idle resident, after the start and a full collection
 * @param peak resident at most, until the end of the load
 * @param heap in use on the heap after it and a full collection
 * @param callers who made the load
 * @param load what came in meanwhile, with the read tables following
 */
record Memory(long idle, long peak, long heap, int callers, Grid.Cell load) {}
