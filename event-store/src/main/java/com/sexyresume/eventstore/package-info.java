/**
 * Keeps the history: the PostgreSQL storage engine for Axon. It knows no context.
 *
 * <p>{@link com.sexyresume.eventstore.History} is the history in SQL, without Axon's machinery;
 * {@link com.sexyresume.eventstore.PostgresEventStorageEngine} and {@link com.sexyresume.eventstore.PostgresEventStore}
 * show it to Axon; {@link com.sexyresume.eventstore.RecordCommands} makes commands idempotent; the rest turns events
 * into JSON, personal data encrypted. {@code event-store/README.md} follows a command through these classes, and says
 * at each step what may go wrong.
 */
@NullMarked
package com.sexyresume.eventstore;

import org.jspecify.annotations.NullMarked;
