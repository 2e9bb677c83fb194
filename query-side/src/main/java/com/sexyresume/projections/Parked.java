package com.sexyresume.projections;

/**
 * How much of a projection waits behind events that cannot be projected.
 *
 * @param events of all its parked sequences
 */
public record Parked(String projection, long sequences, long events) {}
