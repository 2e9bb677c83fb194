/**
 * Keeps the history: the PostgreSQL storage engine for Axon. It knows no context.
 *
 * <p>{@code history} and {@code keys} are the ground; {@code append} writes and {@code json} translates;
 * {@code reading} shows the history to Axon, and {@code pipeline} carries commands. {@code event-store/README.md}
 * follows a command through these packages, and says at each step what may go wrong.
 */
@NullMarked
package com.sexyresume.eventstore;

import org.jspecify.annotations.NullMarked;
